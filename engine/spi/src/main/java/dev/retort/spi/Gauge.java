package dev.retort.spi;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * A figure that changes while a task runs: {@code in flight 30/30}, {@code tokens 41.2k}. The same names are used for as long as a
 * task runs, for each is a curve of the report and a metric.
 *
 * @param name a noun in lower case, other than those of the task's other gauges
 * @param value in the unit
 * @param limit the most that the value may be, when there is such a limit; for dollars, what all of the work is expected to cost
 * @param unit how the value is written
 */
public record Gauge(String name, double value, OptionalDouble limit, Unit unit) {

    private static final double NANOS_PER_SECOND = 1e9;

    /** How a value is written. */
    public enum Unit {
        COUNT,
        TOKENS,
        BYTES,
        SECONDS,
        DOLLARS,
        /** The name says what is counted: {@code tokens/s}. Since SPI 1.1. */
        PER_SECOND
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

    /** {@code written 1.5MB}. Since SPI 1.1. */
    public static Gauge bytes(String name, long value) {
        return new Gauge(name, (double) value, OptionalDouble.empty(), Unit.BYTES);
    }

    /** {@code p50 1.2 s}. Since SPI 1.1. */
    public static Gauge seconds(String name, Duration value) {
        return new Gauge(name, (double) value.toNanos() / NANOS_PER_SECOND, OptionalDouble.empty(), Unit.SECONDS);
    }

    /**
     * A speed, shown as {@code 1.2k tokens/s}. Since SPI 1.1.
     *
     * @param noun what is counted, in the plural; the gauge's name is this and {@code /s}
     */
    public static Gauge rate(String noun, double perSecond) {
        return new Gauge(noun + "/s", perSecond, OptionalDouble.empty(), Unit.PER_SECOND);
    }

    /** Money spent so far, shown without its name: {@code $4.11}. Since SPI 1.1. */
    public static Gauge dollars(String name, double spent) {
        return new Gauge(name, spent, OptionalDouble.empty(), Unit.DOLLARS);
    }

    /**
     * Money spent so far with what it will come to, shown as {@code $4.11 of about $16}. Since SPI 1.1.
     *
     * @param projected what all of the work is expected to cost
     */
    public static Gauge dollars(String name, double spent, double projected) {
        return new Gauge(name, spent, OptionalDouble.of(projected), Unit.DOLLARS);
    }
}
