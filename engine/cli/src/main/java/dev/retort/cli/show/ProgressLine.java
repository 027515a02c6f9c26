package dev.retort.cli.show;

import dev.retort.core.run.ProgressUpdate;
import dev.retort.spi.Gauge;
import dev.retort.spi.ProgressSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The text of a progress display: from a snapshot and a speed to lines of a given width. */
final class ProgressLine {

    private static final int WIDEST_BAR = 38;
    private static final int NARROWEST_BAR = 8;
    private static final String GAP = "   ";
    private static final char[] EIGHTHS = {' ', '▏', '▎', '▍', '▌', '▋', '▊', '▉'};

    private ProgressLine() {}

    /**
     * A bar with the figures behind it and, once something failed, a second line with the classes of failure. Where the width is
     * too small for all, the least important figures are left out.
     */
    static List<String> live(ProgressUpdate update, int width) {
        ProgressSnapshot snapshot = update.snapshot();
        int room = width - 2;
        String line = fitting(figures(update), room - 2 - NARROWEST_BAR);
        if (snapshot.total().isPresent()) {
            int bar = Math.min(WIDEST_BAR, room - 2 - line.length());
            line = bar >= NARROWEST_BAR ? bar(share(snapshot), bar) + "  " + line : line;
        }
        List<String> lines = new ArrayList<>();
        lines.add("  " + cut(line, room));
        if (!snapshot.failures().isEmpty()) {
            lines.add("  " + cut("failed: " + failures(snapshot.failures()), room));
        }
        return lines;
    }

    /** All figures that have room, in their order; the first is never left out. */
    private static String fitting(List<Figure> figures, int room) {
        List<Figure> left = new ArrayList<>(figures);
        while (left.size() > 1 && joined(left, GAP).length() > room) {
            Figure least =
                    left.stream().max(Comparator.comparingInt(Figure::rank)).orElseThrow();
            if (least.shorter().isEmpty()) {
                left.remove(least);
            } else {
                left.set(left.indexOf(least), new Figure(least.shorter(), "", least.rank()));
            }
        }
        return joined(left, GAP);
    }

    private static String joined(List<Figure> figures, String gap) {
        return figures.stream().map(Figure::text).collect(Collectors.joining(gap));
    }

    /** One line without a bar, for a log or a pipe. */
    static String plain(ProgressUpdate update) {
        ProgressSnapshot snapshot = update.snapshot();
        return Amounts.span(update.elapsed()) + ": " + joined(figures(update), " · ")
                + (snapshot.failures().isEmpty() ? "" : " (" + failures(snapshot.failures()) + ")");
    }

    /** {@code 27 context_length_exceeded · 9 content_filter}, the most frequent first. */
    static String failures(Map<String, Long> failures) {
        return failures.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(entry -> Amounts.count(entry.getValue()) + " " + entry.getKey())
                .collect(Collectors.joining(" · "));
    }

    static long finished(ProgressSnapshot snapshot) {
        return snapshot.succeeded() + snapshot.failed();
    }

    /**
     * A phrase of the line.
     *
     * @param shorter what is left of it before it is left out; may be empty
     * @param rank the higher, the sooner it is left out; no two are equal
     */
    private record Figure(String text, String shorter, int rank) {
        Figure(String text, int rank) {
            this(text, "", rank);
        }
    }

    private static List<Figure> figures(ProgressUpdate update) {
        ProgressSnapshot snapshot = update.snapshot();
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure(
                snapshot.total().isPresent() ? percent(snapshot) + "  " + done(snapshot) : done(snapshot), 0));
        figures.add(new Figure(Amounts.rate(update.perSecond()), 1));
        if (snapshot.total().isPresent()) {
            figures.add(new Figure("eta " + eta(update), 2));
        }
        List<Gauge> gauges = snapshot.gauges();
        for (int i = 0; i < gauges.size(); i++) {
            figures.add(figure(gauges.get(i), i));
            if (i == 0) {
                figures.add(errors(snapshot));
            }
        }
        if (gauges.isEmpty()) {
            figures.add(errors(snapshot));
        }
        return figures;
    }

    /** The first gauge is what a task itself thinks most of, and money is what its user does. */
    private static Figure figure(Gauge gauge, int index) {
        if (gauge.unit() == Gauge.Unit.DOLLARS) {
            String spent = Amounts.gauge(Gauge.dollars(gauge.name(), gauge.value()));
            return new Figure(Amounts.gauge(gauge), gauge.limit().isPresent() ? spent : "", 5 + index);
        }
        return new Figure(Amounts.gauge(gauge), index == 0 ? 3 : 1_000 + index);
    }

    private static Figure errors(ProgressSnapshot snapshot) {
        return new Figure("errors " + Amounts.count(snapshot.failed()), 4);
    }

    /** {@code 71%}. */
    static String percent(ProgressSnapshot snapshot) {
        return (int) Math.floor(100 * share(snapshot)) + "%";
    }

    /** {@code 117/164}, or {@code 117 records} when the total is not known. */
    static String done(ProgressSnapshot snapshot) {
        long seen = finished(snapshot) + snapshot.skipped();
        return snapshot.total().isPresent()
                ? Amounts.count(seen) + "/" + Amounts.count(snapshot.total().getAsLong())
                : Amounts.count(seen) + " " + snapshot.noun();
    }

    static String eta(ProgressUpdate update) {
        return update.remaining().map(Amounts::shortSpan).orElse("–");
    }

    private static double share(ProgressSnapshot snapshot) {
        long total = snapshot.total().orElse(0);
        long seen = finished(snapshot) + snapshot.skipped();
        return total <= 0 ? 1 : Math.min(1.0, (double) seen / total);
    }

    private static String bar(double share, int width) {
        int eighths = (int) Math.floor(share * width * 8);
        String full = "█".repeat(eighths / 8);
        if (full.length() == width) {
            return full;
        }
        return full + EIGHTHS[eighths % 8] + " ".repeat(width - full.length() - 1);
    }

    private static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, Math.max(0, width - 1)) + "…";
    }
}
