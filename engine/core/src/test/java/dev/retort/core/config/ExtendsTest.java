package dev.retort.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExtendsTest {

    private static Workspace extending(String base) {
        return Workspace.distillation()
                .task("extends: base/base.yaml\n" + Distill.TASK)
                .file("base/base.yaml", base);
    }

    @Test
    void sectionsAreMergedAndTheFileItselfWins() {
        BoundTask<Distill> task = extending(
                        """
                        task_name: base
                        distillation:
                          output_path: elsewhere
                          concurrency: 7
                        """)
                .bind(Distill.class);
        assertEquals("", Workspace.shown(task));
        assertEquals("t", task.taskName());
        assertEquals(7, task.config().distillation().concurrency());
        assertEquals("out", task.config().distillation().outputPath().toString());
        assertEquals(List.of("task.yaml", "base/base.yaml", "models/sim.yaml"), names(task));
    }

    private static List<String> names(BoundTask<?> task) {
        return task.files().stream().map(Object::toString).toList();
    }

    @Test
    void listsAreReplaced() {
        Everything config = new Workspace()
                .file("base.yaml", "numbers: [1, 2, 3]\nprices: {a: 1, b: 2}\n")
                .task("extends: base.yaml\ntask_name: t\ntask_type: data_distillation\nnumbers: [4]\nprices: {b: 3}\n")
                .bind(Everything.class)
                .config();
        assertEquals(Optional.of(List.of(4)), config.numbers());
        assertEquals(Optional.of(Map.of("a", 1.0, "b", 3.0)), config.prices());
    }

    @Test
    void nullTakesAwayWhatTheBaseHas() {
        Everything config = new Workspace()
                .file("base.yaml", "text: a\nfew: 3\n")
                .task("extends: base.yaml\ntask_name: t\ntask_type: data_distillation\ntext: null\n")
                .bind(Everything.class)
                .config();
        assertEquals(Optional.empty(), config.text());
        assertEquals(Optional.of(3), config.few());
    }

    @Test
    void thePathIsRelativeToTheFileItStandsIn() {
        Workspace workspace = new Workspace()
                .file("a/t.yaml", "extends: b/m.yaml\n")
                .file("a/b/m.yaml", "extends: ../../c/root.yaml\ntask_type: data_distillation\n")
                .file("c/root.yaml", "task_name: from_root\n");
        TaskDocument document = workspace.compose(new TaskSource.File(workspace.path("a/t.yaml")));
        assertEquals("", document.problems().text(false));
        assertEquals("from_root", document.taskName());
        assertEquals("[a/t.yaml, a/b/m.yaml, c/root.yaml]", document.files().toString());
    }

    @Test
    void aMistakeInTheBaseIsReportedThere() {
        assertEquals(
                """
                task.yaml:8:3: error: unknown key 'x' in 'distillation'
                   8 |   x: 1
                     |   ^
                     | known keys: input_path, output_path, model_config, concurrency, batch_size,
                     | flush_interval_secs, resume_mode, order
                base/base.yaml:2:16: error: 'concurrency' must be a whole number, found the text "many"
                   2 |   concurrency: many
                     |                ^^^^ write a number, from 1 to 10000
                """,
                extending("distillation:\n  concurrency: many\n  output_path: [1]\n")
                        .task("extends: base/base.yaml\n" + Distill.TASK + "  x: 1\n")
                        .problems(Distill.class));
    }

    @Test
    void brokenSyntaxInTheBaseIsReportedThere() {
        assertEquals(
                """
                base/base.yaml:1:4: error: a text without quotes cannot contain ': '
                   1 | a: b: c
                     |    ^^^^ put it into quotes: "b: c"
                """,
                extending("a: b: c\n").problems(Distill.class));
    }

    @Test
    void aBaseThatIsNotThereIsReportedAtTheKey() {
        assertEquals(
                """
                task.yaml:1:10: error: there is no file bse.yaml
                   1 | extends: bse.yaml
                     |          ^^^^^^^^ did you mean base.yaml?
                """,
                Workspace.distillation()
                        .file("base.yaml", "a: 1\n")
                        .task("extends: bse.yaml\n" + Distill.TASK)
                        .problems(Distill.class));
        assertEquals(
                """
                task.yaml:1:10: error: there is no file x/base.yaml
                   1 | extends: x/base.yaml
                     |          ^^^^^^^^^^^ there is no directory x either; 'extends' is relative to this file
                """,
                Workspace.distillation()
                        .task("extends: x/base.yaml\n" + Distill.TASK)
                        .problems(Distill.class));
    }

    @Test
    void aCircleIsShownWhole() {
        assertEquals(
                """
                c.yaml:1:10: error: the files extend each other in a circle: task.yaml → b.yaml → c.yaml → b.yaml
                   1 | extends: ./b.yaml
                     |          ^^^^^^^^ delete one 'extends'
                """,
                Workspace.distillation()
                        .file("b.yaml", "extends: c.yaml\n")
                        .file("c.yaml", "extends: ./b.yaml\n")
                        .task("extends: b.yaml\n" + Distill.TASK)
                        .problems(Distill.class));
    }

    @Test
    void aChainHasAnEnd() {
        Workspace workspace = Workspace.distillation().task("extends: 1.yaml\n" + Distill.TASK);
        for (int i = 1; i < 30; i++) {
            workspace.file(i + ".yaml", "extends: " + (i + 1) + ".yaml\n");
        }
        assertEquals(
                """
                19.yaml:1:10: error: more than 20 files extend each other
                   1 | extends: 20.yaml
                     |          ^^^^^^^
                """,
                workspace.problems(Distill.class));
    }

    @Test
    void onlyAPathWillDo() {
        assertEquals(
                """
                task.yaml:1:10: error: 'extends' must be the path of a YAML file, found a list
                   1 | extends: [a]
                     |          ^^^ write one path, relative to this file
                """,
                Workspace.distillation().task("extends: [a]\n" + Distill.TASK).problems(Distill.class));
        assertEquals(
                """
                task.yaml:1:1: error: 'extends' must be the path of a YAML file, found nothing
                   1 | extends:
                     | ^^^^^^^ write one path, relative to this file
                """,
                Workspace.distillation().task("extends:\n" + Distill.TASK).problems(Distill.class));
        assertEquals(
                """
                task.yaml:1:10: error: 'extends' takes no ${…}: it is read before anything else
                   1 | extends: ${env:X}
                     |          ^^^^^^^^
                """,
                Workspace.distillation()
                        .task("extends: ${env:X}\n" + Distill.TASK)
                        .problems(Distill.class));
    }

    @Test
    void aModelConfigCanExtendAnother() {
        Distill config = Workspace.distillation()
                .file("models/sim.yaml", "extends: base.yaml\nchat_config:\n  model: large\n")
                .file("models/base.yaml", "client_config:\n  base_url: simulated\nchat_config:\n  temperature: 0.3\n")
                .task(Distill.TASK)
                .bind(Distill.class)
                .config();
        assertEquals(
                "large",
                config.distillation().modelConfig().value().chatConfig().model());
        assertEquals(
                Optional.of(0.3),
                config.distillation().modelConfig().value().chatConfig().temperature());
    }
}
