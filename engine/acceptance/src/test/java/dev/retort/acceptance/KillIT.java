package dev.retort.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.simulator.Behaviour;
import dev.retort.simulator.Latency;
import dev.retort.simulator.SimulatedModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} at random moments. The moments come from a seed; a failure names it, and {@code -Dretort.seed=…} uses it again.
 */
final class KillIT {

    private static final int RECORDS = 2_000;
    private static final int KILLS = 20;
    private static final int IN_FLIGHT = 32;
    /** What a busy machine may have answered but not yet handed to the operating system when the process dies. */
    private static final int UNWRITTEN = 16;

    private final long seed = Long.getLong("retort.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<String> input = new ArrayList<>();
    private final Set<String> seenWhole = new HashSet<>();

    @Test
    void everyRecordHasOneLineWhateverIsKilled(@TempDir Path temporary) throws Exception {
        Distillation distillation = Distillation.below(temporary);
        distillation.task("concurrency: " + IN_FLIGHT, "batch_size: 30", "flush_interval_secs: 0.2");
        writeInput(distillation);
        Behaviour behaviour = Behaviour.defaults().withLatency(Latency.parse("5ms..60ms"));
        try (SimulatedModel server = SimulatedModel.start(behaviour, 0)) {
            distillation.model(server.baseUri());
            int killed = 0;
            for (int i = 0; i < KILLS; i++) {
                killed += kill(distillation.start(), server) ? 1 : 0;
                collectWholeLines(distillation);
            }
            Retort.Outcome last = distillation.run();
            assertEquals(6, last.exit(), last.all());
            assertOneLineEach(distillation);
            assertNothingOnceWrittenIsGone(distillation);
            long paid = server.statistics().requests();
            long twice = paid - good();
            long allowed = (long) killed * (IN_FLIGHT + UNWRITTEN);
            assertTrue(twice >= 0 && twice <= allowed, twice + " requests paid twice, " + allowed + " allowed");
            String outputs = distillation.outputs();
            Retort.Outcome again = distillation.run();
            assertEquals(6, again.exit(), again.all());
            assertEquals(paid, server.statistics().requests(), "a rerun after the end asks nobody");
            assertEquals(outputs, distillation.outputs());
            assertTrue(killed >= KILLS / 2, "only " + killed + " of the runs were alive when they were killed");
        } catch (AssertionError e) {
            throw new AssertionError("with -Dretort.seed=" + seed + ": " + e.getMessage(), e);
        }
    }

    /** Waits for a random moment and kills; true when there was something to kill. */
    private boolean kill(Retort.Running run, SimulatedModel server) throws InterruptedException {
        if (random.nextInt(4) == 0) {
            run.process().waitFor(random.nextInt(1_500), TimeUnit.MILLISECONDS);
        } else {
            long moment = server.statistics().requests() + random.nextInt(120);
            while (server.statistics().requests() < moment && !run.process().waitFor(1, TimeUnit.MILLISECONDS)) {}
            run.process().waitFor(random.nextInt(20), TimeUnit.MILLISECONDS);
        }
        boolean alive = run.process().isAlive();
        run.process().destroyForcibly();
        assertTrue(run.process().waitFor(1, TimeUnit.MINUTES));
        assertTrue(alive || run.process().exitValue() == 0 || run.process().exitValue() == 6, () -> run.outcome()
                .all());
        return alive;
    }

    /** With and without ids, same content twice, every 50th line no record. */
    private void writeInput(Distillation distillation) throws IOException {
        for (int i = 1; i <= RECORDS; i++) {
            String messages = "\"messages\":[{\"role\":\"user\",\"content\":\"Frage № " + i + "\"}]";
            input.add(
                    switch (i % 50) {
                        case 0 -> "{\"id\":\"cut off " + i;
                        case 1 -> "{\"id\":\"no messages " + i + "\"}";
                        case 2, 3 -> "{\"messages\":[{\"role\":\"user\",\"content\":\"the same\"}]}";
                        case 4 ->
                            "{ \"uid\" : \"ü" + i + "\", \"n\": 123456789012345678901234567890.10, " + messages + " } ";
                        default ->
                            i % 3 == 0
                                    ? "{" + messages + "}"
                                    : "{\"id\":\"r" + i + "\"," + messages + ",\"x\":{\"y\":[1e400,-0.0]}}";
                    });
        }
        distillation.input(input.toArray(new String[0]));
    }

    private static long good() {
        return RECORDS - 2 * RECORDS / 50;
    }

    private void collectWholeLines(Distillation distillation) throws IOException {
        for (String file : List.of(Distillation.ANSWERS, Distillation.FAILURES)) {
            Path path = distillation.path(file);
            if (Files.exists(path)) {
                String text = Files.readString(path, StandardCharsets.ISO_8859_1);
                text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(seenWhole::add);
            }
        }
    }

    private void assertNothingOnceWrittenIsGone(Distillation distillation) throws IOException {
        Set<String> now = new HashSet<>();
        for (String file : List.of(Distillation.ANSWERS, Distillation.FAILURES)) {
            Jsonl.lines(distillation.path(file)).forEach(line -> now.add(Jsonl.bytes(line)));
        }
        seenWhole.removeAll(now);
        assertEquals(Set.of(), seenWhole, "lines that a kill had left behind are gone");
    }

    private void assertOneLineEach(Distillation distillation) throws IOException {
        Set<Integer> lines = new TreeSet<>();
        for (byte[] answer : Jsonl.lines(distillation.path(Distillation.ANSWERS))) {
            int line = Jsonl.parse(answer).at("/generation/line").intValue();
            assertTrue(lines.add(line), "line " + line + " was answered twice");
            Jsonl.assertHolds(input.get(line - 1), answer);
        }
        assertEquals(good(), lines.size());
        for (byte[] failure : Jsonl.lines(distillation.path(Distillation.FAILURES))) {
            int line = Jsonl.parse(failure).at("/generation/line").intValue();
            assertTrue(lines.add(line), "line " + line + " is there twice");
        }
        assertEquals(RECORDS, lines.size());
    }
}
