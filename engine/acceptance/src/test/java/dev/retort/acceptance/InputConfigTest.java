package dev.retort.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.retort.core.config.BoundTask;
import dev.retort.core.config.Mode;
import dev.retort.core.config.TaskFiles;
import dev.retort.core.config.TaskSource;
import dev.retort.core.config.problem.Problem;
import dev.retort.plugins.distillation.prompt.ImagesSection;
import dev.retort.plugins.distillation.prompt.InputSection;
import dev.retort.plugins.distillation.prompt.MessagesFormat;
import dev.retort.plugins.distillation.prompt.PromptSources;
import dev.retort.plugins.distillation.structured.AnswerCheck;
import dev.retort.plugins.distillation.structured.StructuredSection;
import dev.retort.spi.Problems;
import dev.retort.spi.Task;
import dev.retort.spi.TaskType;
import dev.retort.spi.config.Description;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sections {@code input} and {@code structured}: defaults, every key, and every rejection with its place. */
class InputConfigTest {

    private static final ImagesSection STANDARD_IMAGES = new ImagesSection(
            Optional.empty(),
            false,
            true,
            Optional.empty(),
            Optional.empty(),
            10_485_760,
            11,
            8_000,
            false,
            false,
            Duration.ofSeconds(30));

    @TempDir
    Path directory;

    /** Two sections without the rest of a distillation. */
    @Description("Two sections.")
    public record Sections(
            @Description("The input.") Optional<InputSection> input,
            @Description("The schema.") Optional<StructuredSection> structured) {}

    /** A task type of nothing but these sections, which are checked as a distillation checks them. */
    private final class Mapping implements TaskType<Sections> {

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
        public void check(Sections config, Problems problems) {
            config.input().ifPresent(input -> PromptSources.check(input, "input", directory::resolve, problems));
            config.structured()
                    .ifPresent(section -> AnswerCheck.check(section, "structured", directory::resolve, problems));
        }

        @Override
        public Task create(Sections config) {
            throw new UnsupportedOperationException("nothing is run here");
        }
    }

    @BeforeEach
    void writeFiles() throws IOException {
        Files.writeString(directory.resolve("p.mustache"), "{{a}}\n {{/b}}\n");
        Files.writeString(directory.resolve("s.json"), "{\"type\": \"text\"}");
        Files.createDirectory(directory.resolve("data"));
    }

    private BoundTask<Sections> bind(String sections) throws IOException {
        Files.writeString(directory.resolve("task.yaml"), "task_name: t\ntask_type: mapping\n" + sections);
        return new TaskFiles(directory, Map.of(), () -> Instant.EPOCH, ZoneOffset.UTC)
                .compose(new TaskSource.File(Path.of("task.yaml")), List.of(), List.of("mapping"), Mode.RUN)
                .bind(new Mapping(), directory.resolve("runs/t/run"));
    }

    private List<String> problems(String sections) throws IOException {
        List<String> shown = new ArrayList<>();
        for (Problem problem : bind(sections).problems().problems()) {
            shown.add(problem.headline());
        }
        return shown;
    }

    @Test
    void hasDefaultsForEveryKey() throws IOException {
        assertEquals(InputSection.DEFAULTS, bind("input: {}\n").config().input().orElseThrow());
        assertEquals(
                Optional.of(STANDARD_IMAGES),
                bind("input: {images: {}}\n").config().input().orElseThrow().images());
        assertEquals(
                new StructuredSection(Optional.empty(), Optional.of(Map.of("type", "object")), "answer", true, 1, true),
                bind("structured: {schema: {type: object}}\n")
                        .config()
                        .structured()
                        .orElseThrow());
    }

    @Test
    void mapsEveryKey() throws IOException {
        Sections config =
                bind("""
                        input:
                          id: task_id
                          messages: talk
                          messages_format: sharegpt
                          drop_last_answer: true
                          system: "Be {{kind}}."
                          images:
                            member: pics
                            in_messages: true
                            required: false
                            root: data
                            detail: high
                            max_bytes: 5000
                            min_side: 20
                            max_side: 500
                            resize: true
                            fetch_urls: true
                            fetch_timeout: 1.5
                        structured:
                          schema: {type: array, items: {type: integer}}
                          name: numbers
                          strict: false
                          repair_attempts: 3
                          send: false
                        """)
                        .config();
        assertEquals(
                new InputSection(
                        Optional.of("task_id"),
                        Optional.of("talk"),
                        MessagesFormat.SHAREGPT,
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("Be {{kind}}."),
                        Optional.of(new ImagesSection(
                                Optional.of("pics"),
                                true,
                                false,
                                Optional.of(Path.of("data")),
                                Optional.of("high"),
                                5_000,
                                20,
                                500,
                                true,
                                true,
                                Duration.ofMillis(1_500)))),
                config.input().orElseThrow());
        assertEquals(
                new StructuredSection(
                        Optional.empty(),
                        Optional.of(Map.of("type", "array", "items", Map.of("type", "integer"))),
                        "numbers",
                        false,
                        3,
                        false),
                config.structured().orElseThrow());
    }

    @Test
    void rejectsWhatIsOutOfRangeAtItsPlace() throws IOException {
        assertEquals(
                List.of(
                        "task.yaml:4:20: error: 'messages_format' must be 'openai' or 'sharegpt', found the text \"alpaca\"",
                        "task.yaml:6:13: error: 'detail' must be 'auto', 'low' or 'high', found the text \"most\"",
                        "task.yaml:7:16: error: 'max_bytes' must be from 1024 to 104857600, found 12",
                        "task.yaml:8:15: error: 'min_side' must be from 1 to 10000, found 0",
                        "task.yaml:9:15: error: 'max_side' must be from 16 to 65535, found 1",
                        "task.yaml:10:20: error: 'fetch_timeout' must be from 0.1 to 3600, found 0",
                        "task.yaml:13:20: error: 'repair_attempts' must be from 0 to 5, found 6"),
                problems(
                        """
                        input:
                          messages_format: alpaca
                          images:
                            detail: most
                            max_bytes: 12
                            min_side: 0
                            max_side: 1
                            fetch_timeout: 0
                        structured:
                          schema: {}
                          repair_attempts: 6
                        """));
    }

    @Test
    void rejectsWhatDoesNotGoTogether() throws IOException {
        assertEquals(
                List.of(
                        "task.yaml:3:1: error: 'prompt' and 'prompt_file' exclude each other: write one of them",
                        "task.yaml:6:1: error: a schema is missing: write 'schema_file' or 'schema'"),
                problems(
                        """
                        input:
                          prompt: "a"
                          prompt_file: p.mustache
                        structured:
                          name: x
                        """));
        assertEquals(
                List.of("task.yaml:4:3: error: 'min_side' must be less than 'max_side'"),
                problems("input:\n  images: {min_side: 40, max_side: 30}\n"));
    }

    @Test
    void rejectsTemplatesAndSchemasThatAreNone() throws IOException {
        assertEquals(
                List.of(
                        "task.yaml:4:16: error: p.mustache is no Mustache template: line 2, column 2 of the template: Section close"
                                + " tag with no open tag 'b'",
                        "task.yaml:5:11: error: 'system' is no Mustache template: line 1, column 4 of the template: a tag is opened"
                                + " with {{ and not closed",
                        "task.yaml:7:16: error: s.json is no JSON Schema: /type: does not have a value in the enumeration"
                                + " [\"array\", \"boolean\", \"integer\", \"null\", \"number\", \"object\", \"string\"]; /type: string"
                                + " found, array expected"),
                problems(
                        """
                        input:
                          prompt_file: p.mustache
                          system: "Be {{kind"
                        structured:
                          schema_file: s.json
                        """));
    }

    @Test
    void missesADirectoryThatIsNotThere() throws IOException {
        assertEquals(
                List.of("task.yaml:4:18: error: 'root' names no directory: pictures"),
                problems("input:\n  images: {root: pictures}\n"));
    }

    @Test
    void missesAFileThatIsNotThere() throws IOException {
        assertEquals(
                List.of(
                        "task.yaml:4:16: error: 'prompt_file' names a file that is not there: q.mustache",
                        "task.yaml:6:16: error: 'schema_file' names a file that is not there: t.json"),
                problems("input:\n  prompt_file: q.mustache\nstructured:\n  schema_file: t.json\n"));
    }
}
