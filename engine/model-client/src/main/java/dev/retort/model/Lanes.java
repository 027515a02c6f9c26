package dev.retort.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All endpoints of a client, and which of them gets the next request. Guarded by the scheduler's lock. */
final class Lanes {

    private static final long NEVER = Long.MAX_VALUE;

    private final List<Lane> lanes = new ArrayList<>();
    private final int concurrency;
    private long soonest = NEVER;
    private @Nullable AttemptFailure lastOut;

    Lanes(List<Transport> transports, ClientSettings settings, long now) {
        concurrency = settings.concurrency();
        Map<String, Integer> met = new HashMap<>();
        for (Transport transport : transports) {
            String url = transport.endpoint().shown();
            int times = met.merge(url, 1, Integer::sum);
            lanes.add(new Lane(transport, times == 1 ? url : url + "#" + times, settings, now));
        }
    }

    /** Why nothing can be sent any more: all endpoints are out. Null as long as one is not. */
    @Nullable
    AttemptFailure allOut() {
        return lastOut;
    }

    /** To be called when an endpoint may have gone out or become hopeless; true when there is none that is neither. */
    boolean checkAllOut(Lane latest, long now) {
        if (lastOut == null && lanes.stream().allMatch(lane -> lane.despair(now) != null)) {
            lanes.forEach(lane -> lane.takeOut(Objects.requireNonNull(lane.despair(now))));
            AttemptFailure why = Objects.requireNonNull(latest.whyOut());
            lastOut = lanes.size() == 1 ? why : why.withMessage("no endpoint is left; the last one: " + why.message());
        }
        return lastOut != null;
    }

    /**
     * The endpoint that may take the job now: one that is to be found out about, else the least busy, preferably not the one that
     * failed the job. Null when none may; {@link #soonest} then tells when time alone will change that.
     */
    @Nullable
    Lane choose(Job job, long now) {
        Lane best = null;
        Lane fallback = null;
        soonest = NEVER;
        for (int i = 0; i < lanes.size(); i++) {
            Lane lane = lanes.get(i);
            long wait = lane.delay(job.request, now);
            if (wait > 0) {
                soonest = Math.min(soonest, wait);
            } else if (lane.probeDue(now)) {
                return lane;
            } else if (lane == job.avoid) {
                fallback = lane;
            } else if (best == null || lane.load() < best.load()) {
                best = lane;
            }
        }
        return best == null ? fallback : best;
    }

    /** Whether another endpoint takes requests. */
    boolean othersServe(Lane lane, long now) {
        return lanes.stream().anyMatch(each -> each != lane && each.isServing(now));
    }

    /** Nanoseconds until an endpoint may take the job that none could take just now; {@code Long.MAX_VALUE} when time will not help. */
    long soonest() {
        return soonest;
    }

    int limit() {
        return (int) Math.min(concurrency, lanes.stream().mapToLong(Lane::limit).sum());
    }

    long cuts() {
        return lanes.stream().mapToLong(Lane::cuts).sum();
    }

    List<EndpointStats> stats(long now) {
        return lanes.stream().map(lane -> lane.stats(now)).toList();
    }

    /** Why the job is not sent, for people; null when it is only a matter of its turn. */
    @Nullable
    String waitingFor(Job job, long now) {
        Lane first = null;
        long shortest = NEVER;
        for (Lane lane : lanes) {
            long wait = lane.delay(job.request, now);
            if (wait == 0 || (wait == NEVER && !lane.isOut() && !lane.isBroken())) {
                return null;
            }
            if (!lane.isOut() && (first == null || wait < shortest)) {
                first = lane;
                shortest = wait;
            }
        }
        return first == null ? null : first.reason(job.request, now);
    }

    /** Who is named as asked where nobody was. */
    Lane first() {
        return lanes.get(0);
    }

    void abortAll() {
        lanes.forEach(lane -> lane.transport.abortAll());
    }

    void close() {
        lanes.forEach(lane -> lane.transport.close());
    }
}
