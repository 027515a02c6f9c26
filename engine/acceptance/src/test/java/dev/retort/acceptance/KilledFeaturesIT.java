package dev.retort.acceptance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.simulator.Behaviour;
import dev.retort.simulator.FaultKind;
import dev.retort.simulator.Faults;
import dev.retort.simulator.Latency;
import dev.retort.simulator.SimulatedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * {@code kill -9} while records wait for identical ones, failed ones are tried again, answers are rejected, come as streams, and are
 * sorted. The moments come from a seed; {@code -Dretort.seed=…} uses it again.
 */
final class KilledFeaturesIT {

    private static final String REJECTED = "out/in_rejected.jsonl";

    private final long seed = Long.getLong("retort.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void everyRecordHasOneLineInOneOfTheThreeFiles(@TempDir Path temporary) throws Exception {
        int records = 600;
        Distillation distillation = Distillation.below(temporary);
        distillation.input(Stream.of(Distillation.records(1, records))
                .map(record -> record.replaceAll("question \\d*(\\d\\d)\"", "question $1\""))
                .toArray(String[]::new));
        byte[] input = Files.readAllBytes(distillation.path("in.jsonl"));
        distillation.task(
                "concurrency: 4",
                "flush_interval_secs: 0.1",
                "deduplicate: true",
                "retry_rounds: 2",
                "order: input",
                "filters: {min_chars: 250}");
        Faults faults =
                Faults.mix(0.15).with(FaultKind.CONTEXT_LENGTH_EXCEEDED, 0.1).withRetryAfter(Duration.ofMillis(20));
        Behaviour behaviour =
                Behaviour.defaults().withLatency(Latency.parse("20ms..60ms")).withFaults(faults);
        try (SimulatedModel server = SimulatedModel.start(behaviour, 0)) {
            distillation.model(server.baseUri(), "max_retries: 1");
            distillation.place().write("model.yaml", distillation.place().read("model.yaml") + "  stream: true\n");
            for (int i = 0; i < 4; i++) {
                Retort.Running run = distillation.start();
                long moment = server.statistics().requests() + random.nextInt(60);
                while (server.statistics().requests() < moment && !run.process().waitFor(5, TimeUnit.MILLISECONDS)) {}
                run.process().waitFor(random.nextInt(100), TimeUnit.MILLISECONDS);
                run.process().destroyForcibly();
                assertTrue(run.process().waitFor(1, TimeUnit.MINUTES));
            }
            Retort.Outcome last = distillation.run();
            assertEquals(6, last.exit(), () -> "seed " + seed + ": " + last.all());
        }
        TreeMap<String, Integer> lines = new TreeMap<>();
        for (String file : List.of(Distillation.ANSWERS, Distillation.FAILURES, REJECTED)) {
            List<JsonNode> found = Jsonl.records(distillation.path(file));
            assertTrue(found.size() > 10, file + " holds only " + found.size());
            found.forEach(line -> lines.merge(line.at("/id").asString(), 1, Integer::sum));
        }
        lines.values().removeIf(count -> count == 1);
        assertEquals(new TreeMap<>(), lines, "with more than one line; seed " + seed);
        assertEquals(
                records,
                distillation.answers().size()
                        + distillation.failures().size()
                        + Jsonl.lines(distillation.path(REJECTED)).size());
        assertInOrder(distillation);
        assertArrayEquals(input, Files.readAllBytes(distillation.path("in.jsonl")));
        try (Stream<Path> left = Files.list(distillation.place().latestRun("test"))) {
            assertEquals(
                    List.of(),
                    left.filter(file -> file.toString().contains("waiting")).toList());
        }
    }

    @Test
    void answersThatAreBeingSortedAreThereOrSorted(@TempDir Path temporary) throws Exception {
        int records = 3_000;
        String padding = "x".repeat(8_000);
        Distillation distillation = Distillation.below(temporary);
        distillation.input(Stream.of(Distillation.records(1, records))
                .map(record -> record.replace("\"}]}", padding + "\"}]}"))
                .toArray(String[]::new));
        distillation.task("concurrency: 64", "order: input");
        try (SimulatedModel server =
                SimulatedModel.start(Behaviour.defaults().withLatency(Latency.parse("1ms..9ms")), 0)) {
            distillation.model(server.baseUri());
            int killed = 0;
            for (int i = 0; i < 2; i++) {
                Retort.Running run = distillation.start();
                Await.until(
                        "sorting", () -> sorting(distillation) || !run.process().isAlive());
                run.process().waitFor(random.nextInt(30), TimeUnit.MILLISECONDS);
                killed += run.process().isAlive() ? 1 : 0;
                run.process().destroyForcibly();
                assertTrue(run.process().waitFor(1, TimeUnit.MINUTES));
                assertEquals(records, distillation.answers().size(), "seed " + seed);
            }
            Retort.Outcome last = distillation.run();
            assertEquals(0, last.exit(), () -> "seed " + seed + ": " + last.all());
            assertEquals(records, server.statistics().requests(), "sorting asks nobody");
            assertTrue(killed > 0, "it was over before it was killed");
        }
        assertEquals(records, distillation.answers().size());
        assertInOrder(distillation);
        assertEquals(
                List.of(),
                distillation.place().tree().stream()
                        .filter(file -> file.endsWith(".order") || file.endsWith(".tmp"))
                        .toList());
    }

    private static boolean sorting(Distillation distillation) {
        String[] files = distillation.path("out").toFile().list();
        return files != null && Arrays.stream(files).anyMatch(file -> file.endsWith(".order"));
    }

    private static void assertInOrder(Distillation distillation) throws IOException {
        List<Integer> order = new ArrayList<>();
        distillation
                .answers()
                .forEach(each -> order.add(each.at("/generation/line").intValue()));
        assertEquals(order.stream().sorted().toList(), order);
    }
}
