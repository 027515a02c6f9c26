package dev.retort.cli.metrics;

import dev.retort.core.run.ProgressDisplay;
import dev.retort.core.run.ProgressUpdate;
import dev.retort.core.run.RunDirectory;
import dev.retort.core.run.RunRequest;
import dev.retort.spi.Gauge;
import dev.retort.spi.ProgressSnapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Keeps the latest progress of a run for {@link MetricsServer}, and passes everything on to the display that people see. */
public final class MetricsDisplay implements ProgressDisplay {

    private final ProgressDisplay shown;
    private final UnaryOperator<String> mask;
    private final Map<String, String> facts;
    private final String task;
    private volatile String run = "";
    private volatile String place = "";
    private volatile @Nullable ProgressUpdate latest;

    /**
     * Takes what is known before the run has a directory.
     *
     * @param shown gets everything too
     * @param engine its version
     */
    public MetricsDisplay(ProgressDisplay shown, RunRequest request, String engine) {
        this.shown = shown;
        this.mask = request.masker()::mask;
        this.task = mask.apply(request.taskName());
        this.facts = new LinkedHashMap<>();
        facts.put("task_type", request.taskType());
        facts.put("plugin", request.plugin().title());
        facts.put("engine", engine);
    }

    /** Tells where the page is once the run has begun. */
    public void at(String page) {
        place = page;
    }

    /** The page as it is now. */
    public String page() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("task", task);
        labels.put("run", run);
        MetricsText text = new MetricsText(labels).info("What runs here; always 1.", facts);
        ProgressUpdate update = latest;
        return (update == null ? text : text.progress(masked(update))).page();
    }

    /** Names of failures and gauges are a plugin's, and may hold what a server has sent. */
    private ProgressUpdate masked(ProgressUpdate update) {
        ProgressSnapshot plain = update.snapshot();
        Map<String, Long> failures = new LinkedHashMap<>();
        plain.failures().forEach((type, count) -> failures.merge(mask.apply(type), count, Long::sum));
        List<Gauge> gauges = plain.gauges().stream()
                .map(gauge -> new Gauge(mask.apply(gauge.name()), gauge.value(), gauge.limit(), gauge.unit()))
                .toList();
        ProgressSnapshot snapshot = new ProgressSnapshot(
                mask.apply(plain.noun()),
                plain.succeeded(),
                plain.failed(),
                plain.skipped(),
                plain.total(),
                failures,
                gauges);
        return new ProgressUpdate(snapshot, update.elapsed(), update.perSecond(), update.remaining(), update.last());
    }

    @Override
    public void started(RunDirectory directory) {
        run = directory.name();
        shown.started(directory);
        shown.say("metrics at " + place);
    }

    @Override
    public void say(String line) {
        shown.say(line);
    }

    @Override
    public void warn(String line) {
        shown.warn(line);
    }

    @Override
    public void progress(ProgressUpdate update) {
        latest = update;
        shown.progress(update);
    }
}
