package dev.retort.model;

/**
 * The latencies of requests that were sent one after the other. It is complete when four in five have come back: the slowest are not
 * waited for, in any cohort, which keeps cohorts comparable and takes the noise of very long answers out.
 */
final class Cohort {

    private static final double ENOUGH = 0.8;

    final int epoch;
    private final int size;
    private int sent;
    private int ended;
    private int samples;
    private int company;
    private double nanos;
    private double nanosWithTokens;
    private double tokens;
    private boolean tokensTold = true;

    Cohort(int epoch, int size) {
        this.epoch = epoch;
        this.size = size;
    }

    void sent(int inFlight) {
        sent++;
        company = Math.max(company, inFlight);
    }

    boolean full() {
        return sent >= size;
    }

    /** One came back after so long; tokens are negative when nobody told. True when this completes the cohort. */
    boolean sample(long latency, long completionTokens) {
        samples++;
        nanos += latency;
        if (completionTokens > 0) {
            nanosWithTokens += latency;
            tokens += completionTokens;
        } else {
            tokensTold = false;
        }
        return ended();
    }

    /** One came back that says nothing about latency. */
    boolean ended() {
        return ++ended == Math.max(1, (int) (ENOUGH * size)) && samples * 2 >= ended;
    }

    /** The most that were in flight. */
    int level() {
        return company;
    }

    double meanNanos() {
        return nanos / Math.max(1, samples);
    }

    /**
     * How latency followed the number in flight from one cohort to the other: 0 when it stayed, 1 when it changed in proportion, which
     * means that more in flight only wait longer. Where tokens are told the latency per token counts too, and the lower of both, so
     * that longer answers do not pass for a longer queue.
     */
    static double elasticity(Cohort from, Cohort to) {
        double scale = Math.log((double) to.level() / from.level());
        double plain = Math.log(to.meanNanos() / from.meanNanos()) / scale;
        if (!from.tokensTold || !to.tokensTold) {
            return plain;
        }
        double perToken = Math.log(to.nanosWithTokens / to.tokens * from.tokens / from.nanosWithTokens) / scale;
        return Math.min(plain, perToken);
    }

    /** How many times as long it took, by the plain latency and by that per token: the lower of both. */
    static double slowdown(Cohort from, Cohort to) {
        double plain = to.meanNanos() / from.meanNanos();
        if (!from.tokensTold || !to.tokensTold) {
            return plain;
        }
        return Math.min(plain, to.nanosWithTokens / to.tokens * from.tokens / from.nanosWithTokens);
    }
}
