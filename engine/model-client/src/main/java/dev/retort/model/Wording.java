package dev.retort.model;

import java.time.Duration;
import java.util.Locale;

/** How messages are put: one line, bounded, numbers with separators, times as people say them. */
final class Wording {

    static final int LONGEST_MESSAGE = 1_000;

    private Wording() {}

    /** On one line, without control characters, at most 1,000 characters. */
    static String bounded(String text) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), LONGEST_MESSAGE + 1));
        boolean blank = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean white = c <= ' ' || c == 0x7f || c == 0x85 || c == 0x2028 || c == 0x2029;
            if (white && blank) {
                continue;
            }
            if (line.length() == LONGEST_MESSAGE) {
                int cut = Character.isHighSurrogate(line.charAt(LONGEST_MESSAGE - 2)) ? 2 : 1;
                line.setLength(LONGEST_MESSAGE - cut);
                return line.append('…').toString();
            }
            line.append(white ? ' ' : c);
            blank = white;
        }
        return line.toString().stripTrailing();
    }

    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** {@code 250 ms}, {@code 1.5 s}, {@code 42 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
    static String time(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 10_000 && millis % 1_000 != 0) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
        }
        if (millis < 60_000) {
            return millis / 1_000 + " s";
        }
        if (duration.toHours() < 1) {
            return parts(duration.toMinutes(), "min", duration.toSecondsPart(), "s");
        }
        return parts(duration.toHours(), "h", duration.toMinutesPart(), "min");
    }

    private static String parts(long large, String largeUnit, long small, String smallUnit) {
        return number(large) + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }
}
