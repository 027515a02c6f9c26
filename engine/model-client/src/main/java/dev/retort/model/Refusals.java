package dev.retort.model;

/**
 * Tells a server that is full from one that refuses now and then whatever the load. Both answer 429; only the first wants fewer
 * requests at once. The share of refusals decides, and what became of it after the last cut.
 */
final class Refusals {

    private static final double GAIN = 1.0 / 32;
    private static final double CERTAIN = 0.25;
    private static final double SUSPICIOUS = 0.05;
    private static final int TRIAL = 32;
    private static final int LONG_TRIAL = 256;
    private static final int ENOUGH = 6;

    private double share;
    private double longShare;
    private double noise;
    private int lowest = Integer.MAX_VALUE;
    private long since;
    private double shareAtCut;
    private int trial = TRIAL;
    private int after = TRIAL;
    private int refusedAfter;

    /** Whether the request was sent after the last cut, so that its outcome says something. */
    boolean counts(Slot slot) {
        return slot.sequence > since;
    }

    /** True when it has turned out that the last cut changed nothing: the refusals do not come from the load. */
    boolean answered() {
        share -= GAIN * share;
        longShare -= longShare / 256;
        noise = noise == 0 ? 0 : Math.min(CERTAIN, 1.2 * longShare);
        if (share < 0.01) {
            lowest = Integer.MAX_VALUE;
        }
        return ended();
    }

    /** True as for {@link #answered}. */
    boolean refused(int company) {
        share += GAIN * (1 - share);
        longShare += (1 - longShare) / 256;
        lowest = Math.min(lowest, company);
        if (after < trial) {
            refusedAfter++;
        }
        return ended();
    }

    /** Whether there are enough of them for a cut. */
    boolean overload() {
        // As long as the last cut has not shown its effect, only the unmistakable counts.
        return share > (trial == TRIAL && after < trial ? CERTAIN : SUSPICIOUS + 1.5 * noise);
    }

    /** The share of requests that is refused without regard to the load, as far as is known. */
    double noise() {
        return noise;
    }

    /** How many were in flight when the first of them was refused. */
    int lowestRefused() {
        return lowest;
    }

    /** A cut was made: what was sent up to now says nothing about what comes. */
    void cut(long lastSequence) {
        trial(TRIAL, share);
        forget(lastSequence);
    }

    /** Refusals of what has been sent up to now are known about already. */
    void forget(long lastSequence) {
        share = 0;
        lowest = Integer.MAX_VALUE;
        since = lastSequence;
    }

    /** The limit is below its ceiling, where a full server would refuse nothing; what comes now says whether that is so. */
    void belowCeiling() {
        if (after >= trial) {
            trial(LONG_TRIAL, 0);
        }
    }

    private void trial(int outcomes, double before) {
        trial = outcomes;
        shareAtCut = before;
        after = 0;
        refusedAfter = 0;
    }

    private boolean ended() {
        if (after >= trial || (++after < trial && (trial == TRIAL || refusedAfter < ENOUGH))) {
            return false;
        }
        double persisting = (double) refusedAfter / after;
        after = trial;
        if (refusedAfter < 2 || persisting > CERTAIN || persisting < 0.4 * shareAtCut) {
            return false;
        }
        noise = Math.max(noise, persisting);
        longShare = Math.max(longShare, persisting);
        share = persisting;
        return true;
    }
}
