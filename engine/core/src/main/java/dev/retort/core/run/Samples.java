package dev.retort.core.run;

import dev.retort.spi.ProgressSnapshot;
import java.util.ArrayList;
import java.util.List;

/** What the curves of the report are drawn from: at most a fixed number of samples, however long the run lasts. */
final class Samples {

    static final int MOST = 600;

    private final List<Sample> samples = new ArrayList<>();
    private double spacing;

    /**
     * Keeps the sample when it is far enough from the one before. Each time the list is full, every second one is dropped and the
     * spacing doubled.
     */
    synchronized void add(double seconds, ProgressSnapshot snapshot, boolean last) {
        if (!samples.isEmpty()
                && !last
                && seconds < samples.get(samples.size() - 1).seconds() + spacing) {
            return;
        }
        samples.add(new Sample(seconds, snapshot));
        if (samples.size() >= MOST) {
            List<Sample> kept = new ArrayList<>(MOST);
            for (int i = 0; i < samples.size(); i += 2) {
                kept.add(samples.get(i));
            }
            spacing = kept.get(kept.size() - 1).seconds() / kept.size();
            samples.clear();
            samples.addAll(kept);
        }
    }

    synchronized List<Sample> all() {
        return List.copyOf(samples);
    }
}
