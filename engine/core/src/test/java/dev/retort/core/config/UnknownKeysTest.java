package dev.retort.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class UnknownKeysTest {

    private static String distillation(String lines) {
        return Workspace.distillation().task(Distill.TASK + lines).problems(Distill.class);
    }

    @Test
    void theNearestKnownKeyIsOffered() {
        assertEquals(
                """
                task.yaml:7:3: error: unknown key 'concurency' in 'distillation' — did you mean 'concurrency'?
                   7 |   concurency: 30
                     |   ^^^^^^^^^^
                """,
                distillation("  concurency: 30\n"));
    }

    @Test
    void anotherWayToWriteTheSameKeyIsNamed() {
        assertEquals(
                """
                task.yaml:7:3: error: unknown key 'batchsize' in 'distillation' — did you mean 'batch_size'?
                   7 |   batchsize: 30
                     |   ^^^^^^^^^
                task.yaml:8:3: error: unknown key 'resume-mode' in 'distillation' — did you mean 'resume_mode'?
                   8 |   resume-mode: true
                     |   ^^^^^^^^^^^
                task.yaml:9:3: error: unknown key 'flushIntervalSecs' in 'distillation' — did you mean 'flush_interval_secs'?
                   9 |   flushIntervalSecs: 1
                     |   ^^^^^^^^^^^^^^^^^
                """,
                distillation("  batchsize: 30\n  resume-mode: true\n  flushIntervalSecs: 1\n"));
    }

    @Test
    void aKeyOfAnotherSectionIsSentThere() {
        assertEquals(
                """
                task.yaml:7:1: error: unknown key 'batch_size' — it belongs in 'distillation'
                   7 | batch_size: 30
                     | ^^^^^^^^^^
                task.yaml:8:1: error: unknown key 'env_file' — it belongs in 'environment'
                   8 | env_file: x
                     | ^^^^^^^^
                """,
                distillation("batch_size: 30\nenv_file: x\n"));
        assertEquals(
                """
                task.yaml:7:3: error: unknown key 'output_dir' in 'distillation' — it belongs at the top level
                   7 |   output_dir: runs
                     |   ^^^^^^^^^^
                """,
                distillation("  output_dir: runs\n"));
    }

    @Test
    void aKeyOfAnotherFileIsSentThere() {
        assertEquals(
                """
                task.yaml:7:3: error: unknown key 'temperature' in 'distillation' — it belongs in 'chat_config' of the \
                file that 'distillation.model_config' names
                   7 |   temperature: 0.3
                     |   ^^^^^^^^^^^
                task.yaml:8:3: error: unknown key 'client_config' in 'distillation' — it belongs in the file that \
                'distillation.model_config' names
                   8 |   client_config: {}
                     |   ^^^^^^^^^^^^^
                """,
                distillation("  temperature: 0.3\n  client_config: {}\n"));
    }

    @Test
    void whereNothingIsNearTheKnownKeysAreListed() {
        assertEquals(
                """
                task.yaml:7:3: error: unknown key 'zebra' in 'distillation'
                   7 |   zebra: 1
                     |   ^^^^^
                     | known keys: input_path, output_path, model_config, concurrency, batch_size,
                     | flush_interval_secs, resume_mode, order
                """,
                distillation("  zebra: 1\n"));
    }

    @Test
    void aKeyThatWasMeantIsNotReportedAsMissingToo() {
        assertEquals(
                """
                task.yaml:1:1: error: unknown key 'taskname' — did you mean 'task_name'?
                   1 | taskname: t
                     | ^^^^^^^^
                task.yaml:2:1: error: unknown key 'task_typ' — did you mean 'task_type'?
                   2 | task_typ: data_distillation
                     | ^^^^^^^^
                task.yaml:3:1: error: unknown key 'distilation' — did you mean 'distillation'?
                   3 | distilation:
                     | ^^^^^^^^^^^
                """,
                Workspace.distillation()
                        .task("taskname: t\ntask_typ: data_distillation\ndistilation:\n  input_path: x\n")
                        .problems(Distill.class));
    }

    @Test
    void aTokenThatSlippedIntoAKeyIsNotShown() {
        String problems = distillation("  sk-0123456789abcdef: 1\n");
        assertEquals(
                "task.yaml:7:3: error: unknown key '***' in 'distillation'",
                problems.lines().findFirst().orElse(""));
        assertEquals(-1, problems.indexOf("0123456789"));
    }
}
