package dev.retort.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MissingKeysTest {

    @Test
    void keysOfTheEngineAreAskedFor() {
        assertEquals(
                """
                task.yaml:2:1: error: 'task_name', text, is missing
                     | add task_name: "my_task"
                task.yaml:2:1: error: 'task_type', text, is missing
                     | add task_type: "data_distillation"
                """,
                new Workspace().task("# nothing yet\ntext: a\n").problems(Everything.class));
    }

    @Test
    void aMissingSectionIsAskedForWithWhatItNeeds() {
        assertEquals(
                """
                task.yaml:1:1: error: the section 'distillation' is missing
                     | add it, with at least input_path, output_path, model_config
                """,
                new Workspace()
                        .task("task_name: t\ntask_type: data_distillation\n")
                        .problems(Distill.class));
    }

    @Test
    void keysAreAskedForAtTheirSectionWithAnExample() {
        assertEquals(
                """
                task.yaml:3:1: error: 'output_path', a path, is missing in 'distillation'
                   3 | distillation:
                     | ^^^^^^^^^^^^ add output_path: "out/distill/"
                task.yaml:3:1: error: 'model_config', the path of a YAML file, is missing in 'distillation'
                   3 | distillation:
                     | ^^^^^^^^^^^^ add model_config: "configs/models/simulated.yaml"
                """,
                Workspace.distillation()
                        .task(
                                """
                                task_name: t
                                task_type: data_distillation
                                distillation:
                                  input_path: data/prompts.jsonl
                                """)
                        .problems(Distill.class));
    }

    @Test
    void anEmptySectionIsOneWithoutKeys() {
        assertEquals(
                3,
                Workspace.distillation()
                        .task("task_name: t\ntask_type: data_distillation\ndistillation:\n")
                        .bind(Distill.class)
                        .problems()
                        .errorCount());
    }

    @Test
    void whatAnotherFileLacksIsReportedThereWithTheKeyThatNamesIt() {
        assertEquals(
                """
                models/sim.yaml:2:1: error: the section 'client_config' is missing (referred to from task.yaml:6:17)
                     | add it, with at least base_url
                """,
                Workspace.distillation()
                        .file("models/sim.yaml", "# empty\nchat_config:\n  model: m\n")
                        .task(Distill.TASK)
                        .problems(Distill.class));
        assertEquals(
                """
                models/sim.yaml:1:1: error: 'base_url', a URI, is missing in 'client_config' (referred to from \
                task.yaml:6:17)
                   1 | client_config:
                     | ^^^^^^^^^^^^^ add base_url: "https://api.example.org/v1"
                """,
                Workspace.distillation()
                        .file("models/sim.yaml", "client_config:\n  max_retries: 1\n")
                        .task(Distill.TASK)
                        .problems(Distill.class));
    }
}
