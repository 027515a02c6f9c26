package dev.retort.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The first minute of a user: the README's command on the quickstart config, and the same command again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class QuickstartIT {

    private static final int PROBLEMS = 164;
    private static final String TASK = "configs/tasks/quickstart.yaml";
    private static final String INPUT = "examples/distillation/prompts.jsonl";
    private static final String ANSWERS = "out/distill/prompts.jsonl";

    private Workplace place;
    private Retort.Outcome first;
    private Retort.Outcome second;
    private String answersAfterFirst;

    @BeforeAll
    void runTwice(@TempDir Path temporary) throws IOException {
        place = borrowed(temporary);
        first = quickstart();
        answersAfterFirst = place.read(ANSWERS);
        second = quickstart();
    }

    private static Workplace borrowed(Path temporary) throws IOException {
        Workplace made = Workplace.below(temporary);
        made.borrow("configs");
        made.borrow("examples");
        return made;
    }

    private Retort.Outcome quickstart() {
        return Retort.in(place.directory())
                .with("PWD", place.directory().toString()) // as every shell sets it
                .run("run-task", TASK);
    }

    private Path run(int number) throws IOException {
        try (var runs = Files.list(place.path("runs/humaneval_distill"))) {
            return runs.filter(path -> !Files.isSymbolicLink(path))
                    .sorted()
                    .toList()
                    .get(number - 1);
        }
    }

    @Test
    void aUserSeesWhatTheReadmePromises() throws IOException {
        assertEquals(0, first.exit(), first.all());
        assertEquals("", first.err());
        String run = "runs/humaneval_distill/" + run(1).getFileName();
        List<String> lines = first.out().lines().toList();
        assertEquals("humaneval_distill · data_distillation 0.1.0 · run " + run, lines.get(0));
        assertEquals(
                "model simulated (built-in simulation on 127.0.0.1, no real model) · 164 records · concurrency 30",
                lines.get(1));
        assertTrue(lines.get(2).matches("done in [0-9.]+ s: 164 answered, 0 failed, 0 skipped"), lines.get(2));
        assertEquals("  results  out/distill/prompts.jsonl", lines.get(3));
        assertEquals("  report   " + run + "/report.html", lines.get(4));
        assertEquals(5, lines.size(), first.out());
    }

    @Test
    void everyProblemIsAnsweredInItsOwnBytes() throws IOException {
        List<byte[]> input = Jsonl.lines(place.path(INPUT));
        Set<Integer> answered = new TreeSet<>();
        for (byte[] line : Jsonl.lines(place.path(ANSWERS))) {
            JsonNode answer = Jsonl.parse(line);
            int number = answer.at("/generation/line").intValue();
            Jsonl.assertHolds(input.get(number - 1), line);
            assertEquals(
                    List.of("id", "entry_point", "messages", "response", "final_messages", "generation"),
                    List.copyOf(answer.propertyNames()));
            assertTrue(answered.add(number));
        }
        assertEquals(PROBLEMS, answered.size());
    }

    @Test
    void theAnswerIsInTheConversationAndItsStoryBesideIt() throws IOException {
        for (JsonNode answer : Jsonl.records(place.path(ANSWERS))) {
            JsonNode messages = answer.at("/messages");
            JsonNode conversation = answer.at("/final_messages");
            assertEquals(messages.size() + 1, conversation.size());
            for (int i = 0; i < messages.size(); i++) {
                assertEquals(messages.get(i), conversation.get(i));
            }
            JsonNode last = conversation.get(messages.size());
            assertEquals("assistant", last.at("/role").asString());
            assertEquals(answer.at("/response"), last.at("/content"));
            assertFalse(answer.at("/response").asString().isBlank());
            JsonNode generation = answer.at("/generation");
            assertEquals(
                    List.of(
                            "record_id",
                            "line",
                            "request",
                            "model",
                            "finish_reason",
                            "usage",
                            "attempts",
                            "latency_ms",
                            "reply"),
                    List.copyOf(generation.propertyNames()));
            assertEquals(answer.at("/id"), generation.at("/record_id"));
            assertEquals("simulated", generation.at("/model").asString());
            assertEquals(1, generation.at("/attempts").intValue());
            assertTrue(generation.at("/latency_ms").intValue() >= 50, () -> "no latency: " + generation);
            int prompt = generation.at("/usage/prompt_tokens").intValue();
            int completion = generation.at("/usage/completion_tokens").intValue();
            assertTrue(prompt > 0 && completion > 0, () -> "no tokens: " + generation);
            assertEquals(
                    prompt + completion, generation.at("/usage/total_tokens").intValue());
        }
    }

    @Test
    void theReportNeedsNothingButItself() throws IOException {
        String report = Files.readString(run(1).resolve("report.html"));
        Pattern loads = Pattern.compile(
                "<(script|link|iframe|object|embed|base)\\b|@import|\\bsrcset=|\\b(src|data|action|poster)\\s*=\\s*[\"']?(?!data:)|url\\((?!['\"]?(data:|#))",
                Pattern.CASE_INSENSITIVE);
        var found = loads.matcher(report);
        assertFalse(found.find(), () -> "the report loads something: " + found.group());
        assertFalse(
                Pattern.compile("https?://(?!www\\.w3\\.org/|127\\.0\\.0\\.1:)")
                        .matcher(report)
                        .find(),
                "the report points to the network");
        assertTrue(report.startsWith("<!DOCTYPE html>") || report.startsWith("<!doctype html>"));
        assertTrue(report.endsWith("</html>\n"));
    }

    @Test
    void theReportSaysThatNoModelWasAsked() throws IOException {
        String report = Files.readString(run(1).resolve("report.html"));
        assertTrue(report.contains("No real model"));
        assertTrue(
                report.contains("The answers of this run are placeholders: they come from the simulated model that is"
                        + " built into Retort, on 127.0.0.1."));
        for (String part : List.of("164", "Latency", "Tokens", "humaneval_distill", "out/distill/prompts.jsonl")) {
            assertTrue(report.contains(part), "the report does not show: " + part);
        }
    }

    @Test
    void runJsonHoldsTheFigures() throws IOException {
        JsonNode run = place.json(run(1).resolve("run.json"));
        assertEquals("done", run.at("/state").asString());
        assertEquals(0, run.at("/exit_code").intValue());
        assertEquals(PROBLEMS, run.at("/counts/answered").intValue());
        assertEquals(0, run.at("/counts/failed").intValue());
        assertEquals(0, run.at("/counts/skipped").intValue());
        assertEquals(PROBLEMS, run.at("/counts/attempts").intValue());
        assertEquals(PROBLEMS, run.at("/progress/total").intValue());
        assertEquals(ANSWERS, run.at("/outputs/0/path").asString());
        assertEquals("report.html", run.at("/report").asString());
        assertEquals("distillation", run.at("/plugins/0/id").asString());
        assertEquals(
                place.directory().toRealPath(),
                Path.of(run.at("/working_directory").asString()).toRealPath());
    }

    @Test
    void theSameCommandAgainAsksNobody() throws IOException {
        assertEquals(0, second.exit(), second.all());
        assertEquals("", second.err());
        List<String> lines = second.out().lines().toList();
        assertEquals("resuming: 164 of 164 already answered in out/distill/prompts.jsonl, 0 to go", lines.get(2));
        assertTrue(lines.get(3).matches("done in [0-9.]+ s: 0 answered, 0 failed, 164 skipped"), lines.get(3));
        assertEquals(answersAfterFirst, place.read(ANSWERS));
        JsonNode run = place.json(run(2).resolve("run.json"));
        assertEquals(0, run.at("/counts/attempts").intValue());
        assertEquals(PROBLEMS, run.at("/counts/skipped").intValue());
    }

    @Test
    void theTaskOfTheIssueRunsAsItStands(@TempDir Path temporary) throws IOException {
        Workplace other = borrowed(temporary);
        Path env = other.write("env/local.env", "# mine\nexport OPENAI_API_KEY=\"never-needed-here\"\n");
        Files.setPosixFilePermissions(env, PosixFilePermissions.fromString("rw-------"));
        other.write(
                "mine.yaml",
                """
                task_name: "humaneval_distill"
                task_type: "data_distillation"
                distillation:
                  input_path: "examples/distillation/prompts.jsonl"
                  output_path: "out/distill/"
                  model_config: "configs/models/simulated.yaml"
                  concurrency: 30
                  batch_size: 30
                  flush_interval_secs: 2.0
                  resume_mode: true
                environment:
                  env_file: "env/local.env"
                """);
        Retort.Outcome outcome = Retort.in(other.directory()).run("run-task", "mine.yaml");
        assertEquals(0, outcome.exit(), outcome.all());
        assertEquals("", outcome.err());
        assertEquals(PROBLEMS, Jsonl.lines(other.path(ANSWERS)).size());
        assertEquals(
                other.read("mine.yaml"),
                Files.readString(other.latestRun("humaneval_distill").resolve("task.yaml")));
        for (String file : other.tree()) {
            if (file.startsWith("runs/") && Files.isRegularFile(other.path(file))) {
                assertFalse(other.read(file).contains("never-needed-here"), file);
            }
        }
    }
}
