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
     * A bar with the figures behind it and, once something failed, a second line with the classes of failure. What does not fit
     * into the width is left out from the end.
     */
    static List<String> live(ProgressUpdate update, int width) {
        ProgressSnapshot snapshot = update.snapshot();
        List<String> figures = figures(update);
        int room = width - 2;
        StringBuilder text = new StringBuilder();
        for (String figure : figures) {
            int needed = text.length() + (text.length() == 0 ? 0 : GAP.length()) + figure.length();
            if (text.length() > 0 && needed + 2 + NARROWEST_BAR > room) {
                break;
            }
            text.append(text.length() == 0 ? "" : GAP).append(figure);
        }
        String line = text.toString();
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

    /** One line without a bar, for a log or a pipe. */
    static String plain(ProgressUpdate update) {
        ProgressSnapshot snapshot = update.snapshot();
        return Amounts.span(update.elapsed()) + ": " + String.join(" · ", figures(update))
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

    private static List<String> figures(ProgressUpdate update) {
        ProgressSnapshot snapshot = update.snapshot();
        long seen = finished(snapshot) + snapshot.skipped();
        List<String> figures = new ArrayList<>();
        if (snapshot.total().isPresent()) {
            long total = snapshot.total().getAsLong();
            figures.add(
                    (int) Math.floor(100 * share(snapshot)) + "%  " + Amounts.count(seen) + "/" + Amounts.count(total));
        } else {
            figures.add(Amounts.count(seen) + " " + snapshot.noun());
        }
        figures.add(Amounts.rate(update.perSecond()));
        if (snapshot.total().isPresent()) {
            figures.add("eta " + update.remaining().map(Amounts::shortSpan).orElse("–"));
        }
        List<Gauge> gauges = snapshot.gauges();
        int first = Math.min(1, gauges.size());
        gauges.subList(0, first).forEach(gauge -> figures.add(Amounts.gauge(gauge)));
        figures.add("errors " + Amounts.count(snapshot.failed()));
        gauges.subList(first, gauges.size()).forEach(gauge -> figures.add(Amounts.gauge(gauge)));
        return figures;
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
