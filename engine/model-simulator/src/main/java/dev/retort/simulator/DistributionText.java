package dev.retort.simulator;

import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the three ways to write a distribution: {@code X}, {@code X..Y} and {@code lognormal X p99 Y}. */
final class DistributionText {

    private static final Pattern LOG_NORMAL = Pattern.compile("lognormal\\s+(\\S+)\\s+p99\\s+(\\S+)");

    private DistributionText() {}

    /**
     * @param value reads one value
     * @param what the message of a text that is none of the three; also ends every other message
     * @throws IllegalArgumentException naming the text, what is wrong with it, and what to write
     */
    static Distribution parse(String text, ToDoubleFunction<String> value, String what) {
        String trimmed = text.strip();
        try {
            Matcher logNormal = LOG_NORMAL.matcher(trimmed);
            if (logNormal.matches()) {
                return new Distribution.LogNormal(
                        value.applyAsDouble(logNormal.group(1)), value.applyAsDouble(logNormal.group(2)));
            }
            int dots = trimmed.indexOf("..");
            if (dots >= 0) {
                return new Distribution.Uniform(
                        value.applyAsDouble(trimmed.substring(0, dots).strip()),
                        value.applyAsDouble(trimmed.substring(dots + 2).strip()));
            }
            return new Distribution.Fixed(value.applyAsDouble(trimmed));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"" + text + "\": " + e.getMessage() + "; " + what, e);
        }
    }

    static String write(Distribution distribution, java.util.function.DoubleFunction<String> value) {
        if (distribution instanceof Distribution.Uniform uniform) {
            return value.apply(uniform.least()) + ".." + value.apply(uniform.most());
        }
        if (distribution instanceof Distribution.LogNormal normal) {
            return "lognormal " + value.apply(normal.median()) + " p99 " + value.apply(normal.p99());
        }
        return value.apply(distribution.at(0.5));
    }
}
