package dev.retort.spi;

import java.util.OptionalDouble;

/**
 * A figure that changes while a task runs: {@code in flight 30/30}, {@code tokens 41.2k}.
 *
 * @param name a noun in lower case
 * @param value in the unit
 * @param limit the most that the value may be, when there is such a limit
 * @param unit how the value is written
 */
public record Gauge(String name, double value, OptionalDouble limit, Unit unit) {

    /** How a value is written. */
    public enum Unit {
        COUNT,
        TOKENS,
        BYTES,
        SECONDS,
        DOLLARS
    }

    public static Gauge count(String name, long value) {
        return new Gauge(name, (double) value, OptionalDouble.empty(), Unit.COUNT);
    }

    public static Gauge count(String name, long value, long limit) {
        return new Gauge(name, (double) value, OptionalDouble.of((double) limit), Unit.COUNT);
    }

    public static Gauge tokens(String name, long value) {
        return new Gauge(name, (double) value, OptionalDouble.empty(), Unit.TOKENS);
    }
}
