package dev.retort.plugins.distillation;

import dev.retort.model.config.Model;
import dev.retort.model.config.ModelConfig;
import dev.retort.plugins.distillation.result.OutputFiles;
import dev.retort.spi.TaskContext;
import dev.retort.spi.report.ReportPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** What a distillation adds to the report of its run; the curves over time the engine draws by itself. */
final class Report {

    private static final double[] PERCENTILES = {50, 90, 95, 99, 99.9, 100};

    private final DistillationSection section;
    private final OutputFiles shown;
    private final Tally tally;

    Report(DistillationSection section, OutputFiles shown, Tally tally) {
        this.section = section;
        this.shown = shown;
        this.tally = tally;
    }

    void addTo(TaskContext context) {
        ModelConfig model = section.modelConfig().value();
        if (Model.isSimulated(model)) {
            context.report(new ReportPart.Text(
                    "No real model",
                    "The answers of this run are placeholders: they come from the simulated model that is built into Retort,"
                            + " on 127.0.0.1. Its latencies and failures are made up, too."));
        }
        context.report(new ReportPart.Table(
                "Answers",
                List.of("What", "Count"),
                List.of(
                        row("answered", tally.answeredCount()),
                        row("failed", tally.failedCount()),
                        row("skipped, finished by an earlier run", tally.skippedCount()),
                        row("cut short by max_tokens", tally.truncatedCount()),
                        row("attempts, retries included", tally.attemptCount()))));
        context.report(new ReportPart.Table("Tokens", List.of("What", "Tokens", "A record"), tokens()));
        Histogram latencies = tally.latencies();
        if (latencies.getTotalCount() > 0) {
            context.report(new ReportPart.Bars("Latency of answers", "answers", bars(latencies)));
            context.report(
                    new ReportPart.Table("Latency percentiles", List.of("Percentile", "ms"), percentiles(latencies)));
        }
        context.report(new ReportPart.Links(
                "Files",
                List.of(
                        new ReportPart.Link("answers", shown.answers().toString()),
                        new ReportPart.Link("failures", shown.failures().toString()))));
    }

    private List<List<Object>> tokens() {
        long prompt = tally.promptTokenCount();
        long completion = tally.completionTokenCount();
        List<List<Object>> rows = new ArrayList<>();
        rows.add(List.of("prompt", prompt, each(prompt)));
        rows.add(List.of("completion", completion, each(completion)));
        rows.add(List.of("both", prompt + completion, each(prompt + completion)));
        if (tally.withoutUsageCount() > 0) {
            rows.add(List.of("answers whose usage the endpoint did not tell", tally.withoutUsageCount(), ""));
        }
        return rows;
    }

    private Object each(long tokens) {
        long answered = tally.answeredCount();
        return answered == 0 ? 0 : Math.round((double) tokens / answered);
    }

    private static List<Object> row(String what, long count) {
        return List.of(what, count);
    }

    /** Bars whose bounds double, from the fastest answer to the slowest. */
    private static List<ReportPart.Bar> bars(Histogram latencies) {
        List<ReportPart.Bar> bars = new ArrayList<>();
        long lower = 0;
        for (long upper = 1_000; lower <= latencies.getMaxValue(); upper *= 2) {
            long count = latencies.getCountBetweenValues(lower, upper - 1);
            if (count > 0 || !bars.isEmpty()) {
                bars.add(new ReportPart.Bar("under " + time(upper), (double) count));
            }
            lower = upper;
        }
        return bars;
    }

    private static List<List<Object>> percentiles(Histogram latencies) {
        List<List<Object>> rows = new ArrayList<>();
        for (double percentile : PERCENTILES) {
            String name = percentile == 100 ? "slowest" : String.format(Locale.ROOT, "%s %%", trim(percentile));
            rows.add(List.of(name, Math.round(latencies.getValueAtPercentile(percentile) / 1e3)));
        }
        return rows;
    }

    private static String trim(double percentile) {
        return percentile == Math.rint(percentile) ? Long.toString((long) percentile) : Double.toString(percentile);
    }

    private static String time(long micros) {
        return micros < 1_000_000 ? micros / 1_000 + " ms" : String.format(Locale.ROOT, "%.1f s", micros / 1e6);
    }
}
