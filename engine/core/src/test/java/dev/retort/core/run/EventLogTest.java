package dev.retort.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.core.json.JsonText;
import dev.retort.core.secret.Masker;
import dev.retort.spi.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventLogTest {

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final List<String> warnings = new ArrayList<>();

    private EventLog log(OutputStream to, long limit, String... secrets) {
        Masker masker = Masker.of(
                Arrays.stream(secrets).map(value -> Secret.of("KEY", value)).toList());
        return new EventLog(to, Fixture.CLOCK, masker, limit, warnings::add);
    }

    private String written() {
        return file.toString(StandardCharsets.UTF_8);
    }

    @Test
    void writesAnObjectALineInTheOrderGiven() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("line", 7);
        fields.put("share", 0.5);
        fields.put("ok", true);
        fields.put("text", "a \"b\"\n€");
        fields.put("list", List.of(1, "x", Map.of("deep", Optional.empty())));
        fields.put("odd", Double.NaN);
        EventLog log = log(file, 1000);
        log.emit("record_done", fields);
        log.close();
        assertEquals(
                "{\"at\":\"2026-02-09T15:30:45Z\",\"event\":\"record_done\",\"line\":7,\"share\":0.5,\"ok\":true,"
                        + "\"text\":\"a \\\"b\\\"\\n€\",\"list\":[1,\"x\",{\"deep\":null}],\"odd\":\"NaN\"}\n",
                written());
    }

    @Test
    void aFieldCannotTakeThePlaceOfTimeOrType() {
        EventLog log = log(file, 1000);
        log.emit("x", Map.of("at", 1));
        log.close();
        assertEquals("{\"at\":\"2026-02-09T15:30:45Z\",\"event\":\"x\",\"at_\":1}\n", written());
    }

    @Test
    void linesReachTheFileWithAFlush() {
        EventLog log = log(file, 1000);
        log.emit("x", Map.of());
        assertEquals("", written());
        log.flush();
        assertTrue(written().endsWith("\n"));
    }

    @Test
    void staysJsonWhateverTheSecretIs() {
        EventLog log = log(file, 1000, "null", "12345", "true", "event");
        log.emit("x", Map.of("number", 12345, "event", "null true", "list", List.of(12345L)));
        log.close();
        assertEquals(
                Map.of(
                        "at",
                        Fixture.START.toString(),
                        "event",
                        "x",
                        "number",
                        "***",
                        "list",
                        List.of("***"),
                        "***",
                        "*** ***"),
                new JsonText().read(written()));
    }

    @Test
    void longTextsAreCutAfterMasking() {
        EventLog log = log(file, 1 << 20, "secret-secret");
        log.emit("x", Map.of("body", "x".repeat(32 * 1024 - 5) + "secret-secret" + "y".repeat(100)));
        log.close();
        assertFalse(written().contains("secret"));
        assertTrue(written().endsWith("x***yy… (98 characters more)\"}\n"), written());
    }

    @Test
    void aMapThatHoldsItselfEnds() {
        Map<String, Object> self = new HashMap<>();
        self.put("self", self);
        EventLog log = log(file, 10_000);
        log.emit("x", self);
        log.close();
        assertTrue(written().contains("\"…\""));
    }

    @Test
    void aValueThatFailsIsToldInItsPlace() {
        EventLog log = log(file, 1000);
        log.emit("x", Map.of("bad", new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("no text");
            }
        }));
        log.close();
        assertTrue(written().contains("\"event\":\"event_not_written\""), written());
    }

    @Test
    void aFullDiskStopsTheEventsWithOneWarning() {
        EventLog log = log(
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("No space left on device");
                    }
                },
                1 << 20);
        for (int i = 0; i < 3; i++) {
            log.emit("x", Map.of());
            log.flush();
        }
        log.close();
        assertEquals(List.of("events.jsonl cannot be written any more: No space left on device"), warnings);
    }

    @Test
    void aFileAtItsLimitStopsTheEventsWithOneWarning() {
        EventLog log = log(file, 200);
        for (int i = 0; i < 100; i++) {
            log.emit("x", Map.of("i", i));
        }
        log.close();
        assertEquals(4, written().lines().count());
        assertEquals(List.of("events.jsonl has reached 0 MB; later events of this run are not written"), warnings);
    }
}
