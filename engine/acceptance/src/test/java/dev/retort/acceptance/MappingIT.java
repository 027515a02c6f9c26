package dev.retort.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.testkit.ScriptedModel;
import dev.retort.testkit.ScriptedModel.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What becomes of a record on its way to the model, and of an answer on its way to the disk, in every way that a task can ask for. */
final class MappingIT {

    private final ScriptedModel server = ScriptedModel.start(MappingIT::answer);
    private Distillation distillation;

    @BeforeEach
    void set(@TempDir Path temporary) throws IOException {
        distillation = Distillation.below(temporary);
        distillation.model(server.baseUrl());
    }

    @AfterEach
    void close() {
        server.close();
    }

    /** Two choices with all that servers tell; in pieces when that is asked for. */
    private static Reply answer(ScriptedModel.Request request) {
        String body = request.body();
        boolean again = body.contains("does not match the JSON schema");
        String text = body.contains("mend") && !again || body.contains("never") ? "prose" : "{\\\"n\\\":1}";
        String finish = body.contains("short") ? "length" : "stop";
        String content = body.contains("short") ? "{\\\"n" : text;
        String thought = body.contains("think") ? ",\"reasoning_content\":\"hm \\u00e9\"" : "";
        String usage = "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":5,\"total_tokens\":8,"
                + "\"prompt_tokens_details\":{\"cached_tokens\":1},\"completion_tokens_details\":{\"reasoning_tokens\":2}}";
        String head = "{\"id\":\"c\",\"created\":7,\"model\":\"test\",\"choices\":[";
        String sure = ",\"logprobs\":{\"content\":[{\"token\":\"a\",\"logprob\":-0.5}]}";
        if (!body.contains("\"stream\":true")) {
            String choices = Stream.of(0, 1)
                    .map(index -> "{\"index\":" + index + ",\"message\":{\"role\":\"assistant\",\"content\":\""
                            + content + "\"" + thought + "}" + sure + ",\"finish_reason\":\"" + finish + "\"}")
                    .collect(Collectors.joining(","));
            return new Reply(200, Map.of("content-type", "application/json"), head + choices + "]," + usage + "}");
        }
        StringBuilder events = new StringBuilder();
        for (int index : new int[] {1, 0}) {
            String open = "data: " + head + "{\"index\":" + index + ",\"delta\":{";
            events.append(open)
                    .append("\"role\":\"assistant\",\"content\":\"\"")
                    .append(thought)
                    .append("}}]}\n\n");
            for (String piece : content.split("(?<=n)")) {
                events.append(open).append("\"content\":\"").append(piece).append("\"}}]}\n\n");
            }
            events.append(open)
                    .append("}")
                    .append(sure)
                    .append(",\"finish_reason\":\"")
                    .append(finish)
                    .append("\"}]}\n\n");
        }
        events.append("data: {\"id\":\"c\",\"created\":7,\"model\":\"test\",\"choices\":[],")
                .append(usage)
                .append("}\n\n");
        return new Reply(200, Map.of("content-type", "text/event-stream"), events + "data: [DONE]\n\n");
    }

    private Retort.Outcome run(int exit, String... more) {
        Retort.Outcome outcome = Retort.brief(distillation.place().directory()).run(Distillation.command(more));
        assertEquals(exit, outcome.exit(), outcome.all());
        return outcome;
    }

    private Set<String> sent() {
        return server.requests().stream()
                .map(request -> request.body().substring(request.body().indexOf("\"messages\":") + 11))
                .collect(Collectors.toSet());
    }

    private Map<String, String> failures() throws IOException {
        Map<String, String> failures = new TreeMap<>();
        for (JsonNode failure : distillation.failures()) {
            failures.put(
                    failure.at("/generation/record_id").toString(),
                    failure.at("/error_type").stringValue());
        }
        return failures;
    }

    @Test
    void aTemplateTakesEveryValueAsItStands() throws IOException {
        distillation
                .place()
                .write(
                        "ask.mustache",
                        "\ufeff{{! what\r\nand why }}{{q}}|{{n}}|{{o}}|{{a.b}}\r\n{{#l}}\r\n- {{.}}\r\n{{/l}}\r\n{{^z}}none{{/z}}\r\n");
        distillation.task("input: {id: key, prompt_file: ask.mustache, system: \"{{#s}}For {{s}}{{/s}}\"}");
        distillation.input(
                "{\"key\":\"a\",\"q\":\"\\\"{x}\\\" 😀 <&> \\\\n {{q}}\",\"n\":123456789012345678901234567890.10,\"o\":{ \"k\" : [1.0, null] },"
                        + "\"a\":{\"b\":true},\"l\":[\"x\",2],\"z\":null,\"s\":\"you\"}",
                "{\"key\":\"b\",\"q\":null,\"n\":-0.0,\"o\":[],\"a.b\":\"\",\"l\":[],\"z\":\"\"}",
                "{\"key\":\"c\",\"q\":1,\"n\":1,\"o\":1,\"a\":{},\"l\":1}",
                "{\"key\":\"a\",\"q\":1,\"n\":1,\"o\":1,\"a\":{\"b\":1},\"l\":1}",
                "{\"id\":5,\"q\":\"\\ud83d\",\"n\":1,\"o\":1,\"a\":{\"b\":1},\"l\":\"one\",\"z\":1}");
        run(6);
        assertEquals(
                Set.of(
                        "[{\"role\":\"system\",\"content\":\"For you\"},{\"role\":\"user\",\"content\":\"\\\"{x}\\\" 😀 <&> \\\\n {{q}}|"
                                + "123456789012345678901234567890.10|{\\\"k\\\":[1.0,null]}|true\\n- x\\n- 2\\nnone\"}]}",
                        "[{\"role\":\"user\",\"content\":\"|-0.0|[]|\\nnone\"}]}",
                        "[{\"role\":\"user\",\"content\":\"\ufffd|1|1|1\\n- one\\n\"}]}"),
                sent());
        assertEquals(Map.of("\"c\"", "template_member_missing"), without(failures(), "duplicate_id"));
        assertEquals(2, failures().size());
    }

    private static Map<String, String> without(Map<String, String> failures, String type) {
        return failures.entrySet().stream()
                .filter(failure -> !failure.getValue().equals(type))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Test
    void aStreamGivesTheOutputThatAWholeAnswerGives() throws IOException {
        distillation.input(IntStream.range(0, 6)
                .mapToObj(i -> "{\"id\":" + i + ",\"messages\":[{\"role\":\"user\",\"content\":\""
                        + List.of("mend", "fine", "never", "short", "think", "think mend")
                                .get(i) + "\"}]}")
                .toArray(String[]::new));
        String structured = "structured: {strict: false, repair_attempts: 2, schema: {type: object, required: [n]}}";
        List<List<String>> outputs = new ArrayList<>();
        for (String reasoning : List.of("keep", "inline_think")) {
            for (boolean stream : new boolean[] {false, true}) {
                distillation.task("order: input", structured, "output: {reasoning: " + reasoning + "}");
                run(
                        0,
                        "--set",
                        "distillation.output_path=" + reasoning + stream,
                        "--set",
                        "distillation.model_config=" + model(stream));
                outputs.add(lines(reasoning + stream));
            }
            assertEquals(outputs.get(outputs.size() - 2), outputs.get(outputs.size() - 1), reasoning);
        }
        String think = outputs.get(2).get(2);
        assertTrue(think.contains("\"response\":\"<think>\\nhm \\u00e9\\n</think>\\n\\n{\\\"n\\\":1}\""), think);
        assertEquals(
                4,
                outputs.get(0).stream()
                        .filter(line -> !line.contains("\"rejected\""))
                        .count());
        assertTrue(
                outputs.get(0).get(2).contains("\"reasoning_content\":\"hm \\u00e9\""),
                outputs.get(0).get(2));
        assertTrue(
                outputs.get(0).stream()
                        .allMatch(line -> line.contains("\"index\":1")
                                && line.contains("\"logprob\":-0.5")
                                && line.contains("\"reasoning_tokens\":2")),
                "nothing of what came is lost");
    }

    private String model(boolean stream) throws IOException {
        String name = "model_" + stream + ".yaml";
        distillation
                .place()
                .write(
                        name,
                        distillation.place().read("model.yaml") + "  n: 2\n  logprobs: true\n  stream: " + stream
                                + "\n");
        return name;
    }

    /** Both files, without what takes time. */
    private List<String> lines(String directory) throws IOException {
        return Stream.concat(
                        Files.readAllLines(distillation.path(directory + "/in.jsonl")).stream(),
                        Files.readAllLines(distillation.path(directory + "/in_rejected.jsonl")).stream())
                .map(line -> line.replaceAll("\"(latency_ms|first_token_ms)\":\\d+,", ""))
                .toList();
    }

    @Test
    void noChangeOfTheOutputMakesPaidAnswersCountForNothing() throws IOException {
        List<String> sections = List.of(
                "{shape: answer, rename: {id: key}}",
                "{shape: answer, rename: {id: name}}",
                "{shape: source, select: [], rename: {generation: g, response: teacher}}",
                "{shape: answer, generation: short, rename: {generation: meta}}",
                "{shape: source}");
        for (int i = 0; i < sections.size(); i++) {
            distillation.input(Distillation.records(1, 4 * (i + 1)));
            distillation.task("order: input", "output: " + sections.get(i));
            run(0);
            assertEquals(4 * (i + 1), server.requests().size(), sections.get(i));
        }
        assertEquals(20, distillation.answers().size());
        assertEquals(Set.of("in.jsonl", "in_error.jsonl"), files());

        String unknown = "{\"who\":\"r1\",\"input_prompt\":\"\",\"images\":[],\"said\":\"x\",\"at\":\"t\"}\n";
        distillation.place().write(Distillation.ANSWERS, unknown);
        assertTrue(run(2).err().contains("where another output.rename wrote it, set that again"));
        assertEquals(20, server.requests().size());
    }

    private Set<String> files() {
        String[] names = distillation.path("out").toFile().list((directory, name) -> !name.startsWith("."));
        return new HashSet<>(Arrays.asList(names));
    }

    @Test
    void theOrderOfTheInputHoldsOverFailuresDuplicatesAndLinesOfTheVersionBefore() throws IOException {
        String[] records = Distillation.records(1, 40);
        records[9] = "no record";
        records[19] = Distillation.record(3);
        records[29] = "{\"messages\":[{\"role\":\"user\",\"content\":\"question 5\"}]}";
        distillation.input(Arrays.copyOfRange(records, 20, 40));
        run(0);
        Path answers = distillation.path(Distillation.ANSWERS);
        Files.writeString(answers, Files.readString(answers).replaceAll("\"request\":\"[0-9a-f]{32}\",", ""));
        distillation.input(records);
        distillation.task("order: input", "deduplicate: true");
        run(6);
        assertEquals(
                IntStream.range(0, 40)
                        .filter(i -> i != 9 && i != 19)
                        .mapToObj(i -> i == 29 ? "question 5" : "question " + (i + 1))
                        .toList(),
                distillation.answers().stream()
                        .map(answer -> answer.at("/messages/0/content").stringValue())
                        .toList());
        assertEquals(38, server.requests().size());
        assertEquals(
                List.of("duplicate_id", "invalid_json"),
                failures().values().stream().sorted().toList());
        List<String> before = Files.readAllLines(answers);
        String twice = String.join("\n", before) + "\n" + before.get(7) + "\n" + before.get(0) + "\n";
        Files.writeString(answers, twice);
        Retort.Outcome again = run(6);
        assertTrue(
                again.out().contains("resuming: 38 of 40 already answered in out/in.jsonl, 2 failed in"), again.out());
        assertEquals(twice, Files.readString(answers), "nothing is thrown away, and what is in order stays");
    }
}
