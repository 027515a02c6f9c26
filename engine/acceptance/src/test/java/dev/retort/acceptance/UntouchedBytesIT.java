package dev.retort.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.testkit.ScriptedModel;
import dev.retort.testkit.ScriptedModel.Reply;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The bytes of a record, of its messages and of the model's answer go through as they are. */
final class UntouchedBytesIT {

    private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

    @Test
    void whatIsInARecordStaysAsItIs(@TempDir Path temporary) throws Exception {
        List<String> records = List.of(
                "{\"id\":\"numbers\",\"big\":123456789012345678901234567890,\"float\":1.10,\"e\":1E400,\"minus\":-0,\"tiny\":5e-324,"
                        + MESSAGES + "}",
                "{\"id\":\"twice\",\"x\":1,\"x\":2,\"x\":{\"x\":3,\"x\":4}," + MESSAGES + "}",
                "{\"id\":\"escapes\",\"\\u0078\":\"\\/\\u00e9\\ud83d\\ude00\\b\\f\",\"lone\":\"\\udc00 and \\ud800\","
                        + MESSAGES + "}",
                "{\"id\":\"plain\",\"x\":\"数学 😀 \u2028\u2029\u007f\u0080 \ufeff\"," + MESSAGES + "}",
                "  {  \"id\" :\t\"spaces\" , " + MESSAGES + "\t, \"empty\" : { } , \"list\":[ ] }  ",
                "{\"id\":\"order\",\"z\":1,\"a\":2," + MESSAGES + ",\"m\":null,\"b\":true}",
                "{\"id\":\"mine\",\"error\":\"old\",\"error_type\":7,\"timestamp\":\"then\",\"raw\":0,\"line\":9,"
                        + MESSAGES + "}",
                "{\"id\":\"deep\",\"x\":" + "[".repeat(511) + "]".repeat(511) + "," + MESSAGES + "}",
                "{\"id\":\"tools\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\\u0000b\"}],\"n\":1.0} ]}");
        Distillation distillation = Distillation.below(temporary);
        distillation.input(records.toArray(new String[0]));
        try (ScriptedModel server = ScriptedModel.start(request -> Reply.saying("fine"))) {
            distillation.model(server.baseUrl());
            Retort.Outcome outcome = distillation.run();
            assertEquals(0, outcome.exit(), outcome.all());
            for (int i = 0; i < records.size(); i++) {
                Jsonl.assertHolds(records.get(i), lenient(distillation, i + 1));
            }
            assertTrue(
                    server.requests().stream()
                            .anyMatch(
                                    request -> request.body()
                                            .contains(
                                                    "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\\u0000b\"}],\"n\":1.0} ]")),
                    "the messages were sent in other bytes");
        }
    }

    /** One record has a member twice, which the strict reader would not have. */
    private static byte[] lenient(Distillation distillation, int line) throws Exception {
        String end = "\"line\":" + line + ",";
        for (byte[] bytes : Jsonl.lines(distillation.path(Distillation.ANSWERS))) {
            String text = Jsonl.bytes(bytes);
            if (text.substring(text.lastIndexOf("\"generation\":")).contains(end)) {
                return bytes;
            }
        }
        throw new AssertionError("no answer to line " + line);
    }

    @Test
    void aFailureDoublesNoMemberThatTheRecordHas(@TempDir Path temporary) throws Exception {
        Distillation distillation = Distillation.below(temporary);
        distillation.input(
                "{\"id\":\"a\",\"timestamp\":\"2024-01-01\",\"error\":\"old\",\"error_type\":\"older\",\"messages\":[]}",
                "{\"id\":\"b\",\"generation\":{\"record_id\":\"x\"}," + MESSAGES + "}");
        Retort.Outcome outcome = distillation.run();
        assertEquals(6, outcome.exit(), outcome.all());
        assertEquals(2, distillation.failures().size()); // read strictly: a member that is there twice is an error
    }

    @Test
    void theAnswerIsKeptAsItCame(@TempDir Path temporary) throws Exception {
        String message =
                "{\"role\":\"assistant\",\"content\":\"\\u00e9 数 \\ud800 \\/\",\"reasoning_content\":\"hm\",\"tool_calls\":[],\"x\":1.50}";
        String usage = "{\"prompt_tokens\":12345678901234567890,\"completion_tokens\":1.0,\"more\":{\"a\":[1e9]}}";
        Reply reply = new Reply(
                200,
                Map.of("content-type", "application/json"),
                "\n\n {\"usage\": " + usage + ",\"choices\": [ {\"finish_reason\":\"length\",\"message\": " + message
                        + " ,\"index\":0} ],\"model\":\"other-name\"}");
        Distillation distillation = Distillation.below(temporary);
        String record =
                "{\"id\":\"a\",\"messages\":[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"user\",\"content\":\"q1\"},"
                        + "{\"role\":\"assistant\",\"content\":\"a1\"},{\"role\":\"user\",\"content\":\"q2\"}\t ]}";
        distillation.input(record);
        try (ScriptedModel server = ScriptedModel.start(request -> reply)) {
            distillation.model(server.baseUrl());
            Retort.Outcome outcome = distillation.run();
            assertEquals(0, outcome.exit(), outcome.all());
            assertTrue(outcome.out().contains("  results  out/in.jsonl   1 cut short by max_tokens\n"), outcome.out());
        }
        String line = new String(distillation.answerTo(1), java.nio.charset.StandardCharsets.UTF_8);
        String messages = record.substring(record.indexOf('['), record.lastIndexOf('\t') - 1);
        assertTrue(line.contains(",\"response\":\"\\u00e9 数 \\ud800 \\/\","), line);
        assertTrue(line.contains(",\"final_messages\":" + messages + "}," + message + "],\"generation\":"), line);
        JsonNode generation = Jsonl.parse(line).at("/generation");
        assertEquals("\"a\"", generation.at("/record_id").toString());
        assertEquals("other-name", generation.at("/model").asString());
        assertEquals("length", generation.at("/finish_reason").asString());
        assertTrue(line.contains("\"usage\":" + usage + ","), line);
        assertEquals(1, generation.at("/attempts").intValue());
        assertTrue(generation.at("/latency_ms").intValue() >= 0);
    }
}
