package dev.retort.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.core.schema.InvalidRecordException;
import dev.retort.spi.config.Default;
import dev.retort.spi.config.Example;
import dev.retort.spi.config.Range;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskReferenceTest {

    private static TaskReference of(Class<? extends Record> type) {
        return TaskReference.of("data_distillation", "Sends prompts to a model.", type);
    }

    @Test
    void describesEveryKeyForATerminal() {
        assertEquals(
                """
                data_distillation · Sends prompts to a model.

                task_name                 text, required
                                          The name of the task, and of the directory that holds its runs: letters,
                                          digits, '.', '_' and '-'.
                                          example: my_task
                task_type                 text, required
                                          Which task this is; decides what the other keys are.
                extends                   text, optional
                                          Another task file, relative to this one, whose keys hold where this file
                                          has none: sections are merged, lists are replaced.
                                          example: base.yaml
                distillation              section, required
                                          What is distilled, and how.
                  input_path              path of a file that exists, required
                                          The prompts, one JSON object a line.
                                          example: data/prompts.jsonl
                  output_path             path, required
                                          The directory for the answers.
                                          example: out/distill/
                  model_config            path of a YAML file, see below, required
                                          The model that answers.
                                          example: configs/models/simulated.yaml
                  concurrency             whole number from 1 to 10000, default 30
                                          How many requests are under way at once.
                  batch_size              whole number from 1 to 100000, default 30
                                          How many records are taken at once.
                  flush_interval_secs     number of seconds from 0.1 to 60, default 2.0
                                          How long finished answers wait for others before they are written.
                  resume_mode             true or false, default true
                                          Whether what is there already is skipped.
                  order                   'completion' or 'input', default completion
                                          The order of the answers.
                environment               section, optional
                                          Where credentials and other variables come from.
                  env_file                path, optional
                                          A file of NAME=value lines, kept out of version control. A variable that
                                          the process has already wins.
                                          example: env/local.env
                output_dir                path, optional
                                          Where the runs of this task are kept, instead of 'runs'.
                                          example: runs

                The file that distillation.model_config names
                  client_config           section, required
                    base_url              URI, required
                                          Where the API is.
                                          example: https://api.example.org/v1
                    api_key               secret, as ${secret:NAME}, optional
                                          The key of the API.
                    timeout               duration, such as 250ms, 30s, 1m30s, default 10m
                    max_retries           whole number from 0 to 100, default 5
                  chat_config             section, optional
                    model                 text, default simulated
                    temperature           number, optional
                    …                     any other key, with any value

                The shortest task file
                  task_name: "my_task"
                  task_type: data_distillation
                  distillation:
                    input_path: "data/prompts.jsonl"
                    output_path: "out/distill/"
                    model_config: "configs/models/simulated.yaml"

                The shortest file for distillation.model_config
                  client_config:
                    base_url: "https://api.example.org/v1"
                """,
                of(Distill.class).describe());
    }

    @Test
    void theShortestFilesAreRight() {
        TaskReference reference = of(Distill.class);
        String model = reference.exampleYamlOfOtherFiles().getOrDefault("distillation.model_config", "");
        assertEquals(
                "",
                Workspace.distillation()
                        .file("configs/models/simulated.yaml", model)
                        .task(reference.exampleYaml())
                        .problems(Distill.class));
        assertEquals(
                "", new Workspace().task(of(Everything.class).exampleYaml()).problems(Everything.class));
    }

    /** Everything required and nothing with an example. */
    record Bare(
            boolean flag,
            @Range(min = 5) int few,
            long large,
            @Range(max = -1) double ratio,
            String text,
            @dev.retort.spi.config.OneOf({"a b", "c"}) String choice,
            Everything.Level level,
            java.nio.file.Path path,
            java.net.URI address,
            java.time.Duration timeout,
            @dev.retort.spi.config.Seconds java.time.Duration pauseSecs,
            dev.retort.spi.Secret apiKey,
            @Range(min = 2) java.util.List<Part> parts,
            Map<String, Part> named,
            Map<String, Object> anything,
            Part part) {

        record Part(String name, java.util.List<Integer> numbers) {}
    }

    @Test
    void aKeyWithoutAnExampleGetsOneOfItsKind() {
        String yaml = of(Bare.class).exampleYaml();
        assertEquals("", new Workspace().variable("API_KEY", "x").task(yaml).problems(Bare.class), yaml);
    }

    @Test
    void theReferenceIsATableForEachFile() {
        String markdown = of(Distill.class).markdown();
        assertTrue(
                markdown.startsWith(
                        """
                        ### `data_distillation`

                        Sends prompts to a model.

                        ```yaml
                        task_name: "my_task"
                        task_type: data_distillation
                        distillation:
                          input_path: "data/prompts.jsonl"
                          output_path: "out/distill/"
                          model_config: "configs/models/simulated.yaml"
                        ```

                        | key | value | default | |
                        |---|---|---|---|
                        | `distillation` | section | required | What is distilled, and how. |
                        | `distillation.input_path` | path of a file that exists | required | The prompts, one JSON object a \
                        line. Example: `data/prompts.jsonl` |
                        """),
                markdown);
        assertTrue(
                markdown.endsWith(
                        """

                        The file that `distillation.model_config` names:

                        | key | value | default | |
                        |---|---|---|---|
                        | `client_config` | section | required |  |
                        | `client_config.base_url` | URI | required | Where the API is. Example: \
                        `https://api.example.org/v1` |
                        | `client_config.api_key` | secret, as ${secret:NAME} |  | The key of the API. |
                        | `client_config.timeout` | duration, such as 250ms, 30s, 1m30s | `10m` |  |
                        | `client_config.max_retries` | whole number from 0 to 100 | `5` |  |
                        | `chat_config` | section | `{}` |  |
                        | `chat_config.model` | text | `simulated` |  |
                        | `chat_config.temperature` | number |  |  |
                        | `chat_config.…` | any other key, with any value | |  |
                        """),
                markdown);
        assertEquals(8, TaskReference.markdownOfEngineKeys().lines().count());
    }

    @Test
    void aDefaultThatDoesNotFitIsABugOfThePlugin() {
        record Inner(@Default("thirty") int concurrency) {}
        record Outer(@Default("{}") Inner inner) {}
        String expected = "bug in the plugin: " + Inner.class.getName()
                + ", component 'concurrency': the value thirty of its annotation: 'concurrency' must be a whole number, found"
                + " the text \"thirty\"";
        assertEquals(
                expected,
                assertThrows(InvalidRecordException.class, () -> of(Outer.class))
                        .getMessage());
        Workspace workspace = new Workspace().task("task_name: t\ntask_type: data_distillation\n");
        assertEquals(
                expected,
                assertThrows(InvalidRecordException.class, () -> workspace.bind(Outer.class))
                        .getMessage());
    }

    @Test
    void anExampleThatDoesNotFitIsABugOfThePlugin() {
        record Bad(@Range(max = 5) @Example("6") int n) {}
        assertEquals(
                "bug in the plugin: " + Bad.class.getName()
                        + ", component 'n': the value 6 of its annotation: 'n' must be at most 5, found 6",
                assertThrows(InvalidRecordException.class, () -> of(Bad.class)).getMessage());
        record Broken(@Example("[1") java.util.List<Integer> n) {}
        assertEquals(
                "bug in the plugin: " + Broken.class.getName() + ", component 'n': not valid YAML: [1",
                assertThrows(InvalidRecordException.class, () -> of(Broken.class))
                        .getMessage());
    }

    @Test
    void aSectionThatNeedsKeysCannotDefaultToNone() {
        record Inner(int concurrency) {}
        record Outer(@Default("{}") Inner inner) {}
        assertEquals(
                "bug in the plugin: " + Outer.class.getName()
                        + ", component 'inner': the value {} of its annotation: 'concurrency' is missing",
                assertThrows(InvalidRecordException.class, () -> of(Outer.class))
                        .getMessage());
    }

    @Test
    void aDefaultMayReferToTheEnvironment() {
        record Where(
                @Default("${env:HOME}/x") java.nio.file.Path path,
                @Default("${secret:KEY}") dev.retort.spi.Secret key) {}
        assertTrue(of(Where.class).describe().contains("default ${env:HOME}/x"));
        Workspace workspace = new Workspace().task("task_name: t\ntask_type: data_distillation\n");
        assertEquals(
                """
                task.yaml:1:1: error: the environment variable HOME is not set
                     | export HOME=…, or give a default: ${env:HOME:-…}
                task.yaml:1:1: error: the secret KEY is not set
                     | export KEY=…, or put it into a file that 'environment: env_file' names
                """,
                workspace.problems(Where.class));
        Where config = workspace
                .variable("HOME", "/h")
                .variable("KEY", "k")
                .bind(Where.class)
                .config();
        assertEquals(workspace.path("/h/x"), config.path());
    }

    @Test
    void aKeyOfTheEngineCannotBeTakenByAPlugin() {
        record Taken(String taskName) {}
        Workspace workspace = new Workspace().task("task_name: t\ntask_type: data_distillation\n");
        assertEquals(
                "bug in the plugin: " + Taken.class.getName() + ": the key 'task_name' is the engine's own",
                assertThrows(InvalidRecordException.class, () -> workspace.bind(Taken.class))
                        .getMessage());
    }

    @Test
    void aRecordThatFailsOtherwiseIsABugOfThePlugin() {
        record Failing(String text) {
            Failing {
                if (text.isEmpty()) {
                    throw new IllegalStateException("oops");
                }
            }
        }
        Workspace workspace = new Workspace().task("task_name: t\ntask_type: data_distillation\ntext: ''\n");
        assertEquals(
                "bug in the plugin: " + Failing.class.getName()
                        + " cannot be made: java.lang.IllegalStateException: oops",
                assertThrows(InvalidRecordException.class, () -> workspace.bind(Failing.class))
                        .getMessage());
    }
}
