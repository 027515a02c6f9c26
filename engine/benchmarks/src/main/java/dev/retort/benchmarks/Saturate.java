package dev.retort.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * As fast as it goes: records of 2 KB against a server that answers at once, beside a loop that only sends and reads, and beside a Python
 * asyncio client that does the same work. Medians over rounds; the ratios are of figures of the same round.
 */
final class Saturate implements Benchmarks.Benchmark {

    private static final int BYTES = 2_048;
    private static final int CONCURRENCY = 512;
    private static final String HEAP = "256m";

    @Override
    public String about() {
        return "CPU a record beside a bare OkHttp loop, records/s beside a Python asyncio client; 512 in flight, instant replies";
    }

    @Override
    public void run(Benchmarks.Place place, Figures figures) throws IOException, InterruptedException {
        boolean quick = place.options().quick();
        int records = quick ? 30_000 : 500_000;
        int rounds = quick ? 1 : 3;
        try (Server server = Server.start(place)) {
            Distillation task = Distillation.of(place, "saturate", server.baseUrl(), CONCURRENCY)
                    .configure();
            Records.writeInput(task.input(), records, BYTES);
            BareLoop.run(
                    place, Jdk.running(), server, 20_000, CONCURRENCY, BYTES, Measured.Look.AWAY); // warms the server
            List<Side> sides = place.options().jdks().stream().map(Side::new).toList();
            Optional<AsyncioClient> client = AsyncioClient.find();
            List<Double> python = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                if (client.isPresent()) {
                    python.add(asyncio(place, client.get(), server, records / 8));
                }
                for (Side side : sides) {
                    side.measure(place, server, task, records);
                }
                figures.say("round %d of %d, load %s", round + 1, rounds, Load.now());
            }
            if (python.isEmpty()) {
                figures.say("no aiohttp for python3 on this machine: nothing to compare records/s with");
            } else {
                figures.say("asyncio client: %,.0f records/s", Figures.median(python));
            }
            sides.forEach(side -> side.show(figures, python));
            if (sides.size() > 1) {
                figures.atMost(
                        "CPU a record on " + sides.get(1).jdk + " / on " + sides.get(0).jdk,
                        Figures.median(ratios(sides.get(1).own, sides.get(0).own)),
                        1,
                        "x");
            }
        }
    }

    private static double asyncio(Benchmarks.Place place, AsyncioClient client, Server server, int records)
            throws IOException, InterruptedException {
        Path input = place.scratch().resolve("asyncio.jsonl");
        Path output = place.scratch().resolve("asyncio-out.jsonl");
        Records.writeInput(input, records, BYTES);
        return client.run(place, server, input, output, CONCURRENCY).perSecond(records);
    }

    private static List<Double> ratios(List<Double> of, List<Double> to) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < of.size(); i++) {
            ratios.add(of.get(i) / to.get(i));
        }
        return ratios;
    }

    /** The measurements on one Java; CPU in microseconds each. */
    private static final class Side {

        private final Jdk jdk;
        private final List<Double> bare = new ArrayList<>();
        private final List<Double> own = new ArrayList<>();
        private final List<Double> barePerSecond = new ArrayList<>();
        private final List<Double> ownPerSecond = new ArrayList<>();
        private double peakMib;

        private Side(Jdk jdk) {
            this.jdk = jdk;
        }

        private void measure(Benchmarks.Place place, Server server, Distillation task, int records)
                throws IOException, InterruptedException {
            Measured loop = BareLoop.run(place, jdk, server, records, CONCURRENCY, BYTES, Measured.Look.AWAY);
            bare.add(loop.microsEach(records));
            barePerSecond.add(loop.perSecond(records));
            task.forgetResults();
            Measured run = task.run(jdk, HEAP);
            task.checkNothingFailed();
            own.add(run.microsEach(records));
            ownPerSecond.add(run.perSecond(records));
            peakMib = Math.max(peakMib, run.peakMib());
        }

        private void show(Figures figures, List<Double> python) {
            figures.say(
                    "%s: bare loop %.1f us CPU a request, %,.0f/s; distillation %.1f us a record, %,.0f/s, %,.0f MiB resident, heap %s",
                    jdk,
                    Figures.median(bare),
                    Figures.median(barePerSecond),
                    Figures.median(own),
                    Figures.median(ownPerSecond),
                    peakMib,
                    HEAP);
            figures.atMost(jdk + ": CPU a record / bare loop", Figures.median(ratios(own, bare)), 1.5, "x");
            if (!python.isEmpty()) {
                figures.atLeast(
                        jdk + ": records/s / asyncio client",
                        Figures.median(ratios(ownPerSecond, python)),
                        jdk.virtualThreads() ? 5 : 3,
                        "x");
            }
        }
    }
}
