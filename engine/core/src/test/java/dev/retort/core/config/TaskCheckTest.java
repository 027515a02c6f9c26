package dev.retort.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.retort.spi.Problems;
import dev.retort.spi.Task;
import dev.retort.spi.TaskType;
import org.junit.jupiter.api.Test;

class TaskCheckTest {

    /** Checks what it is told to. */
    private record Checking(java.util.function.BiConsumer<Distill, Problems> rule) implements TaskType<Distill> {
        @Override
        public String name() {
            return "data_distillation";
        }

        @Override
        public String summary() {
            return "Checks.";
        }

        @Override
        public Class<Distill> configType() {
            return Distill.class;
        }

        @Override
        public void check(Distill config, Problems problems) {
            rule.accept(config, problems);
        }

        @Override
        public Task create(Distill config) {
            throw new AssertionError();
        }
    }

    private static String checked(Workspace workspace, String key) {
        Checking type = new Checking((config, problems) -> problems.error(key, "too much", "take less"));
        return Workspace.shown(workspace.compose().bind(type, workspace.path("r")));
    }

    private static Workspace distillation() {
        return Workspace.distillation().task(Distill.TASK + "  concurrency: 7\n");
    }

    @Test
    void aProblemStandsAtTheValueOfItsKey() {
        assertEquals(
                """
                task.yaml:7:16: error: too much
                   7 |   concurrency: 7
                     |                ^ take less
                """,
                checked(distillation(), "distillation.concurrency"));
    }

    @Test
    void aProblemWithASectionStandsAtItsName() {
        assertEquals(
                """
                task.yaml:3:1: error: too much
                   3 | distillation:
                     | ^^^^^^^^^^^^ take less
                """,
                checked(distillation(), "distillation"));
    }

    @Test
    void aProblemWithADefaultStandsAtTheSection() {
        assertEquals(
                """
                task.yaml:3:1: error: too much
                   3 | distillation:
                     | ^^^^^^^^^^^^ take less
                """,
                checked(distillation(), "distillation.batch_size"));
    }

    @Test
    void aProblemWithASettingStandsAtTheSetting() {
        assertEquals(
                "--set distillation.concurrency=9: error: too much\n     | take less\n",
                checked(distillation().set("distillation.concurrency=9"), "distillation.concurrency"));
    }

    @Test
    void aProblemWithAKeyOfAnotherFileStandsThere() {
        assertEquals(
                """
                models/sim.yaml:2:13: error: too much
                   2 |   base_url: simulated
                     |             ^^^^^^^^^ take less
                """,
                checked(distillation(), "distillation.model_config.client_config.base_url"));
    }

    @Test
    void aProblemWithAKeyOfTheEngineStandsThere() {
        assertEquals(
                """
                task.yaml:1:12: error: too much
                   1 | task_name: t
                     |            ^ take less
                """,
                checked(distillation(), "task_name"));
    }

    @Test
    void aWarningDoesNotStopTheTask() {
        Workspace workspace = distillation();
        Checking type = new Checking((config, problems) -> problems.warn("distillation.concurrency", "a lot", ""));
        BoundTask<Distill> task = workspace.compose().bind(type, workspace.path("r"));
        assertEquals(7, task.config().distillation().concurrency());
        assertEquals("1 warning", task.problems().closing("Help"));
    }

    @Test
    void aRecordThatIsNotWholeIsNotChecked() {
        Workspace workspace = distillation().set("distillation.concurrency=x");
        Checking type = new Checking((config, problems) -> {
            throw new AssertionError();
        });
        BoundTask<Distill> task = workspace.compose().bind(type, workspace.path("r"));
        assertEquals(1, task.problems().errorCount());
        assertEquals(
                "the configuration has problems",
                assertThrows(IllegalStateException.class, task::config).getMessage());
    }
}
