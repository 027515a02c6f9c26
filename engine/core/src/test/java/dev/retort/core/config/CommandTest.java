package dev.retort.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandTest {

    private static final TaskSource.Command COMMAND = new TaskSource.Command(
            "distillation generate",
            Map.of(
                    "distillation.input_path", "--input-path",
                    "distillation.output_path", "--output-path",
                    "distillation.model_config", "--model-config",
                    "distillation.concurrency", "--concurrency"));

    private static Workspace command() {
        return Workspace.distillation()
                .setting(Setting.ofCommand("distillation generate", "task_type", "data_distillation"));
    }

    private static BoundTask<Distill> bind(Workspace workspace) {
        return workspace.compose(COMMAND).bind(Distill.class, workspace.path("r"));
    }

    @Test
    void optionsMakeAWholeTask() {
        BoundTask<Distill> task = bind(command()
                .setting(Setting.ofOption("--input-path", "distillation.input_path", "data/prompts.jsonl"))
                .setting(Setting.ofOption("--output-path", "distillation.output_path", "out"))
                .setting(Setting.ofOption("--model-config", "distillation.model_config", "models/sim.yaml"))
                .setting(Setting.ofOption("--concurrency", "distillation.concurrency", "7")));
        assertEquals("", Workspace.shown(task));
        assertEquals("distillation-generate", task.taskName());
        assertEquals(7, task.config().distillation().concurrency());
        assertEquals(
                """
                task_name: "distillation-generate"
                task_type: "data_distillation"  # distillation generate
                distillation:
                  input_path: "data/prompts.jsonl"  # --input-path
                  output_path: "out"  # --output-path
                  model_config: "models/sim.yaml"  # --model-config
                  concurrency: 7  # --concurrency
                  batch_size: 30  # default
                  flush_interval_secs: 2.0  # default
                  resume_mode: true  # default
                  order: "completion"  # default

                # What models/sim.yaml said:
                # client_config:
                #   base_url: "simulated"
                #   timeout: "10m"  # default
                #   max_retries: 5  # default
                # chat_config:
                #   model: "simulated"  # default
                """,
                task.resolvedYaml());
    }

    @Test
    void whatIsMissingIsAskedForByItsOption() {
        assertEquals(
                """
                distillation generate: error: --input-path is missing
                     | add --input-path "data/prompts.jsonl"
                distillation generate: error: --output-path is missing
                     | add --output-path "out/distill/"
                distillation generate: error: --model-config is missing
                     | add --model-config "configs/models/simulated.yaml"
                """,
                Workspace.shown(bind(command())));
    }

    @Test
    void mistakesAreReportedByTheOption() {
        assertEquals(
                """
                --concurrency thirty: error: 'concurrency' must be a whole number, found the text "thirty"
                     | write a number, from 1 to 10000
                --input-path data/promts.jsonl: error: 'input_path' names a file that is not there: data/promts.jsonl
                     | did you mean data/prompts.jsonl?
                distillation generate: error: --output-path is missing
                     | add --output-path "out/distill/"
                distillation generate: error: --model-config is missing
                     | add --model-config "configs/models/simulated.yaml"
                """,
                Workspace.shown(bind(command()
                        .setting(Setting.ofOption("--concurrency", "distillation.concurrency", "thirty"))
                        .setting(Setting.ofOption("--input-path", "distillation.input_path", "data/promts.jsonl")))));
    }
}
