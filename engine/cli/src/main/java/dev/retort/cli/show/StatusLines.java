package dev.retort.cli.show;

import dev.retort.core.run.ProgressReader;
import dev.retort.core.run.ProgressUpdate;
import dev.retort.core.run.Pulse;
import dev.retort.core.run.RunSummary;
import dev.retort.spi.Gauge;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a run stands, as seen from another shell. A speed is told of a run that is heard only: of the others it is past.
 *
 * @param run as its files tell it
 * @param superseded whether its task has been run again since
 * @param now when they were looked at
 */
public record StatusLines(RunSummary run, Pulse pulse, boolean superseded, Instant now) {

    private static final String GAP = "  ";

    /** {@code run_…  humaneval_distill  running  31,204/50,000  312/s  eta 60s  …  pid 4711 on node7}. */
    public String line() {
        List<String> words = new ArrayList<>(List.of(run.name(), run.taskName(), state()));
        if (pulse.beat() == Pulse.Beat.ENDED) {
            run.duration().map(Amounts::span).ifPresent(words::add);
            words.add(run.headline().isEmpty() ? run.message() : run.headline());
        } else {
            ProgressReader.of(run).ifPresent(update -> words.addAll(figures(update)));
            if (run.pid() > 0) {
                words.add(place());
            }
        }
        words.removeIf(String::isBlank);
        return String.join(GAP, words);
    }

    private String state() {
        return switch (pulse.beat()) {
            case BEATING -> "running";
            case SILENT -> "silent for " + Amounts.shortSpan(pulse.silence());
            case GONE -> "dead, was running" + (superseded ? "" : ": run the same command again");
            case ENDED -> run.state().key().replace('_', ' ');
            case UNREADABLE -> "unknown";
        };
    }

    private List<String> figures(ProgressUpdate update) {
        List<String> figures = new ArrayList<>();
        figures.add(ProgressLine.done(update.snapshot()));
        boolean beating = pulse.beat() == Pulse.Beat.BEATING;
        if (beating) {
            figures.add(Amounts.rate(update.perSecond()));
            update.remaining().ifPresent(left -> figures.add("eta " + Amounts.shortSpan(left)));
        }
        figures.add("errors " + Amounts.count(update.snapshot().failed()));
        List<Gauge> gauges = update.snapshot().gauges();
        for (int i = 0; i < gauges.size(); i++) {
            if ((i == 0 && beating) || gauges.get(i).unit() == Gauge.Unit.DOLLARS) {
                figures.add(Amounts.gauge(gauges.get(i)));
            }
        }
        return figures;
    }

    private String place() {
        return "pid " + run.pid() + " on " + run.host();
    }

    /**
     * What the line has no room for, each with its label.
     *
     * @param launcher how commands are typed: {@code java -jar engine.jar}
     */
    public Map<String, String> facts(String launcher) {
        Map<String, String> facts = new LinkedHashMap<>();
        ProgressReader.of(run).ifPresent(update -> {
            facts.put("progress", progress(update));
            facts.put("failed", ProgressLine.failures(update.snapshot().failures()));
            facts.put(
                    "gauges",
                    String.join(
                            " · ",
                            update.snapshot().gauges().stream()
                                    .map(Amounts::gauge)
                                    .toList()));
        });
        run.started().ifPresent(start -> facts.put("started", ago(Duration.between(start, now))));
        run.updated().ifPresent(updated -> facts.put("heard", ago(pulse.silence())));
        if (pulse.beat() == Pulse.Beat.ENDED) {
            facts.put("message", run.message());
        }
        facts.put("again", pulse.mayRun() || superseded ? "" : text("command"));
        facts.put("cancel", pulse.mayRun() ? launcher + " cancel " + run.name() : "");
        facts.values().removeIf(String::isBlank);
        return facts;
    }

    private static String progress(ProgressUpdate update) {
        return (update.snapshot().total().isPresent() ? ProgressLine.percent(update.snapshot()) + " of " : "")
                + "all " + update.snapshot().noun() + ", "
                + Amounts.count(update.snapshot().succeeded()) + " succeeded, "
                + Amounts.count(update.snapshot().failed()) + " failed, "
                + Amounts.count(update.snapshot().skipped()) + " skipped";
    }

    private static String ago(Duration span) {
        return Amounts.span(span.isNegative() ? Duration.ZERO : span) + " ago";
    }

    /** The same for machines. */
    public Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("run", run.name());
        fields.put("task_name", run.taskName());
        fields.put("task_type", run.taskType());
        fields.put("state", pulse.beat() == Pulse.Beat.ENDED ? run.state().key() : beat());
        fields.put("silent_seconds", (double) pulse.silence().toMillis() / 1_000);
        for (String member :
                List.of("started", "updated", "ended", "exit_code", "headline", "message", "progress", "command")) {
            fields.put(member, run.members().get(member));
        }
        fields.put("host", run.host());
        fields.put("pid", run.pid());
        fields.put("directory", run.directory().toString());
        return fields;
    }

    private String beat() {
        return switch (pulse.beat()) {
            case BEATING -> "running";
            case GONE -> "dead";
            case UNREADABLE -> "unknown";
            case SILENT, ENDED -> pulse.beat().name().toLowerCase(Locale.ROOT);
        };
    }

    private String text(String member) {
        return Optional.ofNullable(run.members().get(member))
                .map(Object::toString)
                .orElse("");
    }
}
