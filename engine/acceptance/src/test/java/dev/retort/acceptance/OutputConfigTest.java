package dev.retort.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.retort.core.config.BoundTask;
import dev.retort.core.config.Mode;
import dev.retort.core.config.TaskFiles;
import dev.retort.core.config.TaskSource;
import dev.retort.core.config.problem.Problem;
import dev.retort.plugins.distillation.DataDistillation;
import dev.retort.plugins.distillation.filter.FilterSection;
import dev.retort.plugins.distillation.result.OutputSection;
import dev.retort.plugins.distillation.validate.ValidateOutput;
import dev.retort.plugins.distillation.validate.ValidateOutputConfig;
import dev.retort.plugins.distillation.validate.ValidationSection;
import dev.retort.spi.Task;
import dev.retort.spi.TaskType;
import dev.retort.spi.config.Description;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sections {@code output}, {@code filters} and {@code validate}: defaults, every key, and every rejection with its place. */
class OutputConfigTest {

    @TempDir
    Path directory;

    /** Two sections without the rest of a distillation. */
    @Description("Two sections.")
    public record Sections(
            @Description("The lines.") Optional<OutputSection> output,
            @Description("The filters.") Optional<FilterSection> filters) {}

    /** A task type of nothing but these sections. */
    private static final class Mapping implements TaskType<Sections> {

        @Override
        public String name() {
            return "mapping";
        }

        @Override
        public String summary() {
            return "Two sections.";
        }

        @Override
        public Class<Sections> configType() {
            return Sections.class;
        }

        @Override
        public Task create(Sections config) {
            throw new UnsupportedOperationException("nothing is run here");
        }
    }

    private <C extends Record> BoundTask<C> bind(TaskType<C> type, String sections) throws IOException {
        Files.writeString(directory.resolve("task.yaml"), "task_name: t\ntask_type: " + type.name() + "\n" + sections);
        return new TaskFiles(directory, Map.of(), () -> Instant.EPOCH, ZoneOffset.UTC)
                .compose(new TaskSource.File(Path.of("task.yaml")), List.of(), List.of(type.name()), Mode.RUN)
                .bind(type, directory.resolve("runs/t/run"));
    }

    private List<String> problems(TaskType<?> type, String sections) throws IOException {
        return bind(type, sections).problems().problems().stream()
                .map(Problem::headline)
                .toList();
    }

    private void assertRefused(String sections, String... headlines) throws IOException {
        assertEquals(List.of(headlines), problems(new Mapping(), sections));
    }

    private Sections sections(String text) throws IOException {
        return bind(new Mapping(), text).config();
    }

    @Test
    void theOutputHasDefaults() throws IOException {
        assertEquals(
                Optional.of(OutputSection.defaults()), sections("output: {}\n").output());
        assertEquals(
                Optional.of(new FilterSection(
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        Optional.empty())),
                sections("filters: {}\n").filters());
    }

    @Test
    void everyKeyIsRead() throws IOException {
        Sections read = sections(
                """
                output:
                  shape: source
                  reasoning: inline_think
                  select: [id, q]
                  rename: {q: question, response: teacher}
                  generation: short
                filters:
                  finish_reason: [stop, eos]
                  min_chars: 2
                  max_chars: 9
                  matches: 'a\\d'
                  not_matches: b
                  json: true
                  language_member: lang
                """);
        assertEquals(
                new OutputSection(
                        OutputSection.Shape.SOURCE,
                        OutputSection.Reasoning.INLINE_THINK,
                        Optional.of(List.of("id", "q")),
                        Map.of("q", "question", "response", "teacher"),
                        Optional.of(OutputSection.Detail.SHORT)),
                read.output().orElseThrow());
        assertEquals(
                new FilterSection(
                        List.of("stop", "eos"),
                        Optional.of(2),
                        Optional.of(9),
                        Optional.of("a\\d"),
                        Optional.of("b"),
                        true,
                        Optional.empty(),
                        Optional.of("lang")),
                read.filters().orElseThrow());
    }

    @Test
    void whatDoesNotFitIsToldWithItsPlace() throws IOException {
        assertRefused(
                "output:\n  shape: answers\n",
                "task.yaml:4:10: error: 'shape' must be 'source' or 'answer', found the text \"answers\"");
        assertRefused(
                "output:\n  shape: answer\n  select: [a]\n",
                "task.yaml:3:1: error: 'select' is for 'shape: source'; the shape answer holds no member of the record");
        assertRefused(
                "output:\n  rename: {a: response}\n",
                "task.yaml:3:1: error: 'rename' leaves two members with the name response");
        assertRefused(
                "filters:\n  min_chars: 9\n  max_chars: 8\n",
                "task.yaml:3:1: error: 'min_chars' is 9, more than 'max_chars', which is 8");
        assertRefused(
                "filters:\n  not_matches: '(a'\n",
                "task.yaml:3:1: error: 'not_matches' is no regular expression: Unclosed group at character 3 of (a");
        assertRefused("filters:\n  min_chars: 0\n", "task.yaml:4:14: error: 'min_chars' must be at least 1, found 0");
    }

    @Test
    void aValidationIsReadAndItsShardChecked() throws IOException {
        Files.writeString(directory.resolve("in.jsonl"), "{}\n");
        String paths = "validate:\n  input_path: in.jsonl\n  output_path: out\n";
        ValidateOutputConfig read = bind(new ValidateOutput(), paths + "  id: task\n  shard: 3/100\n")
                .config();
        assertEquals(
                new ValidationSection(
                        Path.of("in.jsonl"),
                        Path.of("out"),
                        Optional.of("task"),
                        Optional.of("3/100"),
                        Optional.empty(),
                        16_777_216),
                read.validate());
        assertEquals(
                List.of("task.yaml:6:10: error: 'shard' must be from 1/n to n/n, with n at most 1,000,000;"
                        + " found 3/2"),
                problems(new ValidateOutput(), paths + "  shard: 3/2\n"));
        assertEquals(
                List.of("task.yaml:4:15: error: 'input_path' names a file that is not there: none.jsonl"),
                problems(new ValidateOutput(), paths.replace("in.jsonl", "none.jsonl")));
    }

    @Test
    void identicalRequestsCannotBeFoundInAnOutputThatDoesNotTellThem() throws IOException {
        Files.writeString(directory.resolve("in.jsonl"), "{}\n");
        Files.writeString(
                directory.resolve("model.yaml"), "client_config: {base_url: simulated}\nchat_config: {model: m}\n");
        String text = "distillation:\n  input_path: in.jsonl\n  output_path: out\n  model_config: model.yaml\n"
                + "  deduplicate: true\n  output: {shape: answer}\n";
        assertEquals(
                List.of(
                        "task.yaml:7:16: error: 'deduplicate' finds an answer by the request in its line, which the shape"
                                + " answer does not tell"),
                problems(new DataDistillation(), text));
        assertEquals(
                List.of(), problems(new DataDistillation(), text.replace("answer}", "answer, generation: short}")));
    }
}
