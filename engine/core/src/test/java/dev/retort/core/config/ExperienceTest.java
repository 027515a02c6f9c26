package dev.retort.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** What a user sees of several mistakes at once. */
class ExperienceTest {

    @Test
    void allMistakesAreShownAtOnce() {
        Workspace workspace = new Workspace()
                .file("data/prompts.jsonl", "{}\n")
                .file("env/local.env", "")
                .file(
                        "configs/models/big.yaml",
                        """
                        # The big one.
                        client_config:
                          base_url: "https://api.example.org/v1"
                          api_key: ${secret:OPENAI_API_KEY}
                        """)
                .file(
                        "configs/tasks/my.yaml",
                        """
                        # Mine.
                        task_name: "my"
                        task_type: "data_distillation"

                        distillation:
                          input_path: "data/prompts.jsonl"
                          output_path: "out/"
                          model_config: "configs/models/big.yaml"
                          concurrency: "thirty"
                          batchsize: 30
                        environment:
                          env_file: "env/local.env"
                        """);
        TaskSource source = new TaskSource.File(workspace.path("configs/tasks/my.yaml"));
        BoundTask<Distill> task = workspace.compose(source).bind(Distill.class, workspace.path("runs/my/run_1"));
        assertEquals(
                """
                configs/tasks/my.yaml:9:16: error: 'concurrency' must be a whole number, found the text "thirty"
                   9 |   concurrency: "thirty"
                     |                ^^^^^^^^ write a number without quotes, from 1 to 10000
                configs/tasks/my.yaml:10:3: error: unknown key 'batchsize' in 'distillation' — did you mean 'batch_size'?
                  10 |   batchsize: 30
                     |   ^^^^^^^^^
                configs/models/big.yaml:4:12: error: the secret OPENAI_API_KEY is not set (referred to from \
                configs/tasks/my.yaml:8:17)
                     | put OPENAI_API_KEY=… into env/local.env, or export it
                3 problems; nothing was started. Keys and examples: java -jar engine.jar describe data_distillation
                """,
                Workspace.shown(task) + task.problems().closing(Workspace.HELP) + "\n");
    }
}
