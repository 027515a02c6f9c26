package dev.retort.core.run;

import dev.retort.core.report.Figures;
import dev.retort.spi.Gauge;
import dev.retort.spi.ProgressSnapshot;

/** Progress in one line of words: {@code 117 of 164 records, 2 failed, 58/s, 0.8 s to go; in flight 30/30}. */
public final class ProgressText {

    private ProgressText() {}

    /** The line, without colour or line break. */
    public static String of(ProgressUpdate update) {
        ProgressSnapshot snapshot = update.snapshot();
        long finished = snapshot.succeeded() + snapshot.failed() + snapshot.skipped();
        StringBuilder line = new StringBuilder(Figures.number(finished));
        snapshot.total().ifPresent(total -> line.append(" of ").append(Figures.number(total)));
        line.append(' ').append(snapshot.noun());
        if (snapshot.failed() > 0) {
            line.append(", ").append(Figures.number(snapshot.failed())).append(" failed");
        }
        if (snapshot.skipped() > 0) {
            line.append(", ").append(Figures.number(snapshot.skipped())).append(" skipped");
        }
        line.append(", ").append(rate(update.perSecond())).append("/s");
        update.remaining()
                .ifPresent(
                        left -> line.append(", ").append(Figures.duration(left)).append(" to go"));
        String separator = "; ";
        for (Gauge gauge : snapshot.gauges()) {
            line.append(separator).append(gauge(gauge));
            separator = ", ";
        }
        return line.toString();
    }

    private static String rate(double perSecond) {
        return Figures.number(perSecond < 10 ? Math.round(perSecond * 10) / 10.0 : Math.rint(perSecond));
    }

    private static String gauge(Gauge gauge) {
        String value = figure(gauge.value(), gauge.unit());
        if (gauge.unit() == Gauge.Unit.PER_SECOND) {
            return value + " " + gauge.name();
        }
        if (gauge.limit().isEmpty()) {
            return gauge.name() + " " + value;
        }
        String between = gauge.unit() == Gauge.Unit.DOLLARS ? " of about " : "/";
        return gauge.name() + " " + value + between + figure(gauge.limit().getAsDouble(), gauge.unit());
    }

    private static String figure(double value, Gauge.Unit unit) {
        return switch (unit) {
            case COUNT, TOKENS -> Figures.number(value);
            case BYTES -> Figures.bytes(value);
            case SECONDS -> Figures.number(value) + " s";
            case DOLLARS -> "$" + Figures.money(value);
            case PER_SECOND -> Figures.number(value < 10 ? Math.round(value * 10) / 10.0 : Math.rint(value));
        };
    }
}
