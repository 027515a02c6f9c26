package dev.retort.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.testkit.ScriptedModel;
import dev.retort.testkit.ScriptedModel.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A line of 50 MB between ordinary ones, in a heap of 256 MB. */
final class LongLineIT {

    private static final int LONG = 50_000_000;
    private static final byte[] HEAD = "{\"id\":\"long\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"x\":\""
            .getBytes(StandardCharsets.UTF_8);

    private static Distillation around(Path temporary) throws IOException {
        Distillation distillation = Distillation.below(temporary);
        try (OutputStream input = Files.newOutputStream(distillation.path("in.jsonl"))) {
            input.write((Distillation.record(1) + "\n").getBytes(StandardCharsets.UTF_8));
            input.write(longLine());
            input.write(("\n" + Distillation.record(3) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return distillation;
    }

    private static byte[] longLine() {
        byte[] line = new byte[LONG];
        Arrays.fill(line, (byte) 'x');
        System.arraycopy(HEAD, 0, line, 0, HEAD.length);
        line[LONG - 2] = '"';
        line[LONG - 1] = '}';
        return line;
    }

    @Test
    void failsAloneAboveTheLimit(@TempDir Path temporary) throws IOException {
        Distillation distillation = around(temporary);
        Retort.Outcome outcome = distillation.retort().jvm("-Xmx256m").run(Distillation.command());
        assertEquals(6, outcome.exit(), outcome.all());
        assertTrue(outcome.out().contains(": 2 answered, 1 failed, 0 skipped\n"), outcome.out());
        JsonNode failure = Jsonl.parse(distillation.failureOf(2));
        assertEquals("record_too_long", failure.at("/error_type").asString());
        assertEquals(
                "the line has 50,000,000 bytes, more than max_record_bytes allows (16,777,216)",
                failure.at("/error").asString());
        assertEquals(LONG, failure.at("/bytes").intValue());
        assertTrue(failure.at("/raw").asString().startsWith(new String(HEAD, StandardCharsets.UTF_8)));
        assertTrue(failure.at("/raw").asString().length() <= 4_096);
        Retort.Outcome again = distillation.retort().jvm("-Xmx256m").run(Distillation.command());
        assertEquals(6, again.exit(), again.all());
        assertTrue(again.out().contains(": 0 answered, 0 failed, 3 skipped (1 of them failed earlier)\n"), again.out());
    }

    @Test
    void isAnsweredWhenTheLimitAllowsIt(@TempDir Path temporary) throws IOException {
        Distillation distillation = around(temporary);
        try (ScriptedModel server = ScriptedModel.start(request -> Reply.saying("fine"))) {
            distillation.model(server.baseUrl());
            String[] command = Distillation.command("--set", "distillation.max_record_bytes=60000000");
            Retort.Outcome outcome = distillation.retort().jvm("-Xmx256m").run(command);
            assertEquals(0, outcome.exit(), outcome.all());
            assertTrue(outcome.out().contains(": 3 answered, 0 failed, 0 skipped\n"), outcome.out());
            Retort.Outcome again = distillation.retort().jvm("-Xmx256m").run(command);
            assertEquals(0, again.exit(), again.all());
            assertTrue(again.out().contains(": 0 answered, 0 failed, 3 skipped\n"), again.out());
            assertEquals(3, server.requests().size());
        }
        byte[] line = distillation.answerTo(2);
        assertTrue(line.length > LONG && line.length < LONG + 2_000, () -> "the line has " + line.length + " bytes");
        Jsonl.assertHolds(longLine(), line);
    }

    @Test
    void manyLinesNearTheLimitDoNotFillTheMemory(@TempDir Path temporary) throws IOException {
        Distillation distillation = Distillation.below(temporary);
        byte[] line = Arrays.copyOfRange(longLine(), LONG - 16_500_000, LONG);
        System.arraycopy(HEAD, 0, line, 0, HEAD.length);
        try (OutputStream input = Files.newOutputStream(distillation.path("in.jsonl"))) {
            for (int i = 0; i < 8; i++) {
                byte[] id = ("{\"id\":\"" + i).getBytes(StandardCharsets.UTF_8);
                System.arraycopy(id, 0, line, 0, id.length);
                input.write(line);
                input.write('\n');
            }
        }
        Retort.Outcome outcome = distillation.retort().jvm("-Xmx256m").run(Distillation.command());
        assertEquals(0, outcome.exit(), outcome.all());
        assertTrue(outcome.out().contains(": 8 answered, 0 failed, 0 skipped\n"), outcome.out());
    }

    @Test
    void aHeapTooSmallForTheLinesLosesNoRecord(@TempDir Path temporary) throws IOException {
        Distillation distillation = Distillation.below(temporary);
        byte[] line = longLine();
        try (OutputStream input = Files.newOutputStream(distillation.path("in.jsonl"))) {
            for (int i = 0; i < 4; i++) {
                byte[] id = ("{\"id\":\"" + i).getBytes(StandardCharsets.UTF_8);
                System.arraycopy(id, 0, line, 0, id.length);
                input.write(line);
                input.write('\n');
            }
        }
        String[] command = Distillation.command("--set", "distillation.max_record_bytes=60000000");
        Retort.Outcome small = distillation.retort().jvm("-Xmx160m").run(command);
        int kept = Jsonl.lines(distillation.path(Distillation.ANSWERS)).size();
        if (kept < 4) {
            assertEquals(5, small.exit(), small.all());
            assertTrue(small.err().contains("out of memory: "), small.err());
            assertTrue(small.err().contains("give it more with java -Xmx…"), small.err());
        }
        Retort.Outcome large = distillation.retort().jvm("-Xmx1g").run(command);
        assertEquals(0, large.exit(), large.all());
        assertTrue(
                large.out().contains(": " + (4 - kept) + " answered, 0 failed, " + kept + " skipped\n"), large.out());
        assertEquals(4, Jsonl.lines(distillation.path(Distillation.ANSWERS)).size());
    }
}
