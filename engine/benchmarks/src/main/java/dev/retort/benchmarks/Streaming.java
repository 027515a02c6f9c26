package dev.retort.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A long file through a small heap: memory must not follow the input. A million records by default; the full ten by hand. */
final class Streaming implements Benchmarks.Benchmark {

    private static final int BYTES = 2_048;
    private static final int CONCURRENCY = 256;
    private static final String HEAP = "256m";

    @Override
    public String about() {
        return "a million records (--records N) through a 256 MB heap: memory stays flat";
    }

    @Override
    public void run(Benchmarks.Place place, Figures figures) throws IOException, InterruptedException {
        long records = place.options().records().orElse(place.options().quick() ? 100_000 : 1_000_000);
        Jdk jdk = place.options().newest();
        try (Server server = Server.start(place)) {
            Distillation task = Distillation.of(place, "stream", server.baseUrl(), CONCURRENCY)
                    .configure();
            Records.writeInput(task.input(), records, BYTES);
            Memory memory = new Memory(server, records);
            Measured run = task.run(jdk, HEAP, memory);
            task.checkNothingFailed();
            figures.say(
                    "%s: %,d records, %,.0f/s, %.0f us CPU a record, heap %s, load %s",
                    jdk, records, run.perSecond(records), run.microsEach(records), HEAP, Load.now());
            figures.say("resident at its highest, by tenths of the run, in MiB: %s", memory.tenths());
            figures.atMost("resident, second half / third to fifth tenth", memory.growth(), 1.05, "x");
        }
    }

    /** The highest resident memory while each tenth of the records was done. */
    private static final class Memory implements Measured.Look {

        private final Server server;
        private final long records;
        private final long[] highest = new long[10];

        private Memory(Server server, long records) {
            this.server = server;
            this.records = records;
        }

        @Override
        public void at(Duration elapsed, long residentKib) throws IOException {
            int tenth = (int) Math.min(9, server.count().answered() * 10 / records);
            highest[tenth] = Math.max(highest[tenth], residentKib);
        }

        private List<Long> tenths() {
            List<Long> mib = new ArrayList<>();
            for (long kib : highest) {
                mib.add(kib / 1_024);
            }
            return mib;
        }

        private double growth() {
            return (double) most(5, 10) / most(2, 5);
        }

        private long most(int from, int to) {
            long most = 0;
            for (int i = from; i < to; i++) {
                most = Math.max(most, highest[i]);
            }
            return most;
        }
    }
}
