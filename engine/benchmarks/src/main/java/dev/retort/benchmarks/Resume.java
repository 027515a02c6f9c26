package dev.retort.benchmarks;

import dev.retort.jsonl.IdHash;
import dev.retort.jsonl.IdIndex;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A rerun over finished records, on one core: how fast the output is read to find that nothing is left to do; beside it a loop that
 * only counts the lines of the same file.
 */
final class Resume implements Benchmarks.Benchmark {

    private static final int BYTES = 1_500;
    private static final int CONCURRENCY = 8;

    @Override
    public String about() {
        return "a rerun over 2 million finished records (--records N) on one core: MB/s, bytes an id in memory";
    }

    @Override
    public void run(Benchmarks.Place place, Figures figures) throws IOException, InterruptedException {
        long records = place.options().records().orElse(place.options().quick() ? 200_000 : 2_000_000);
        Distillation task = Distillation.of(place, "resume", "http://127.0.0.1:9/v1", CONCURRENCY)
                .configure();
        Files.createDirectory(place.scratch().resolve("out"));
        Records.writeFinished(task.input(), task.answers(), records, BYTES);
        double megabytes = (Files.size(task.answers()) + Files.size(task.input())) / 1e6;
        // Room for the ids and as much again as a small run takes.
        String heap = 128 + records * 32 / 1_000_000 + "m";
        List<String> oneCore = oneCore();
        for (Jdk jdk : place.options().jdks()) {
            Measured count = on(oneCore, place, jdk, lineCount(place, task.answers()));
            double lines = Files.size(task.answers()) / 1e6 / cpuSeconds(count);
            Measured run = on(oneCore, place, jdk, task.arguments(heap));
            figures.say(
                    "%s: %,d records, %,.0f MB of input and output in %.1f s, start-up included%s; counting lines alone: %,.0f MB a second of CPU; heap %s,"
                            + " %,.0f MiB resident, load %s",
                    jdk,
                    records,
                    megabytes,
                    run.seconds(),
                    oneCore.isEmpty() ? "" : ", on one core",
                    lines,
                    heap,
                    run.peakMib(),
                    Load.now());
            figures.atLeast(jdk + ": scanned", megabytes / cpuSeconds(run), 400, "MB a second of CPU");
            figures.say("%s: CPU a byte / counting lines alone: %.2f x", jdk, lines * cpuSeconds(run) / megabytes);
        }
        figures.atMost("ids in memory", bytesAnId(records), 24, "bytes each");
    }

    /** On a machine that others use, CPU tells what one core can do; alone on it, it is the time that passed. */
    private static double cpuSeconds(Measured run) {
        return run.cpu().toNanos() / 1e9;
    }

    private static List<String> lineCount(Benchmarks.Place place, Path file) {
        return List.of("-cp", place.own().toString(), LineCount.class.getName(), file.toString());
    }

    private static Measured on(List<String> core, Benchmarks.Place place, Jdk jdk, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(core);
        command.add(jdk.java());
        command.addAll(arguments);
        return Measured.run(place.scratch(), command, Measured.Look.AWAY);
    }

    /** What holds a command to one core, where the machine has it. */
    private static List<String> oneCore() throws InterruptedException {
        try {
            Process process = new ProcessBuilder("taskset", "-c", "0", "true").start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0
                    ? List.of("taskset", "-c", "0")
                    : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static double bytesAnId(long records) {
        IdIndex index = new IdIndex();
        IdHash hash = new IdHash();
        for (int i = 0; i < records; i++) {
            byte[] id = ("\"r-" + i + "\"").getBytes(StandardCharsets.UTF_8);
            index.putIfAbsent(hash.of(id, 0, id.length), i);
        }
        return (double) index.bytes() / index.size();
    }
}
