package dev.retort.model;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Who may run, who is next and who waits. One lock guards all of it: the queues, the free slots and the books of the endpoints. It is
 * held for a few steps at a time and never while anything foreign is called.
 *
 * <p>A job is in exactly one place: in {@code fresh} or {@code again} (its turn has not come), in {@code parked} (it waits for its
 * next attempt), or in a slot (a worker has it). It leaves as a result, or handed back by {@link #drain} and {@link #stranded}. A job
 * that waits holds neither slot nor worker.
 *
 * <p>What is queued is given out by {@code dispatch}, which is called whenever that could have become possible: when a job comes, when
 * a slot is given back (and with it room at an endpoint), when a hold ends, and when the time is up that {@code dispatch} itself found
 * to be what the job at the head waits for. So as long as something is queued, one of these is still to come.
 */
final class Scheduler {

    private static final long NEVER = Long.MAX_VALUE;

    /** Waking up more often than this would cost more than it brings. */
    private static final long SHORTEST_NAP = Duration.ofMillis(1).toNanos();

    /** Begins the work that a slot was given; called without the lock. */
    interface Starter {
        void start(Slot slot);
    }

    /** How many jobs are where, and how the endpoints are. */
    record Occupancy(
            int running,
            int queued,
            int parked,
            int limit,
            long cuts,
            List<EndpointStats> endpoints,
            @Nullable String waitingFor) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private final ArrayDeque<Job> again = new ArrayDeque<>();
    private final ArrayDeque<Job> fresh = new ArrayDeque<>();
    private final Set<Job> parked = new LinkedHashSet<>();
    private final List<Slot> slots;
    private final Slot[] freeSlots;
    private final Lanes lanes;
    private final TimeSource time;
    private final Starter starter;
    private int free;
    private boolean draining;
    private boolean held;
    private long napUntil = NEVER;
    private TimeSource.@Nullable Alarm nap;

    Scheduler(int slots, Lanes lanes, TimeSource time, Starter starter) {
        this.lanes = lanes;
        this.time = time;
        this.starter = starter;
        this.free = slots;
        this.freeSlots = new Slot[slots];
        for (int i = 0; i < slots; i++) {
            freeSlots[i] = new Slot(slots - 1 - i);
        }
        this.slots = List.of(freeSlots);
    }

    /** Runs the job now or in its turn; false when no new jobs are taken any more. */
    boolean submit(Job job) {
        Slot due;
        lock.lock();
        try {
            if (closed()) {
                return false;
            }
            fresh.add(job);
            due = dispatch();
        } finally {
            lock.unlock();
        }
        start(due);
        return true;
    }

    /** Enters the outcome of the slot's attempt into the books of its endpoint. */
    Lane.Fate ended(Slot slot, Transport.Outcome outcome) {
        lock.lock();
        try {
            return settle(slot, outcome);
        } finally {
            lock.unlock();
        }
    }

    /** Whether another endpoint takes requests. */
    boolean othersServe(Lane lane) {
        lock.lock();
        try {
            return lanes.othersServe(lane, time.nanoTime());
        } finally {
            lock.unlock();
        }
    }

    /** Lets the job wait for its next attempt; false when there will be none. Once parked, the job is no longer the caller's. */
    boolean park(Job job, Duration wait) {
        lock.lock();
        try {
            if (closed()) {
                return false;
            }
            parked.add(job);
            job.alarm = time.after(wait, () -> wake(job));
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Puts the job at the head of the queue; false when there will be no next attempt. The slot is to be given back thereafter. */
    boolean requeue(Job job) {
        lock.lock();
        try {
            if (closed()) {
                return false;
            }
            again.addFirst(job);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives the slot back, with its outcome if that was not entered before; true when it was given a new job, which is then the
     * caller's to run.
     */
    boolean next(Slot slot) {
        Slot due;
        lock.lock();
        try {
            Transport.Outcome outcome = slot.outcome;
            if (!slot.settled && outcome != null) {
                settle(slot, outcome);
            }
            slot.release();
            freeSlots[free++] = slot;
            due = dispatch();
            signalWhenIdle();
        } finally {
            lock.unlock();
        }
        boolean mine = false;
        for (Slot each = due; each != null; ) {
            Slot following = each.following;
            each.following = null;
            if (each == slot) {
                mine = true;
            } else {
                starter.start(each);
            }
            each = following;
        }
        return mine;
    }

    private void wake(Job job) {
        Slot due;
        lock.lock();
        try {
            if (!parked.remove(job)) {
                return;
            }
            again.add(job);
            due = dispatch();
        } finally {
            lock.unlock();
        }
        start(due);
    }

    private void napped() {
        Slot due;
        lock.lock();
        try {
            napUntil = NEVER;
            due = dispatch();
        } finally {
            lock.unlock();
        }
        start(due);
    }

    /** Takes no more jobs and starts none; gives back those that have not been started or wait for their next attempt. */
    List<Job> drain() {
        lock.lock();
        try {
            draining = true;
            return takeAll();
        } finally {
            lock.unlock();
        }
    }

    /** Once all endpoints are out: gives back everything that is left, to be failed. */
    List<Job> stranded() {
        lock.lock();
        try {
            return lanes.allOut() == null ? List.of() : takeAll();
        } finally {
            lock.unlock();
        }
    }

    /** Why a job is not taken any more; null when that is because of {@link #drain}. */
    @Nullable
    AttemptFailure allOut() {
        lock.lock();
        try {
            return draining ? null : lanes.allOut();
        } finally {
            lock.unlock();
        }
    }

    /** Starts no job for a while, not even one whose wait is over, or goes on with those that have gathered. */
    void hold(boolean on) {
        Slot due;
        lock.lock();
        try {
            held = on;
            due = dispatch();
        } finally {
            lock.unlock();
        }
        start(due);
    }

    Occupancy occupancy() {
        lock.lock();
        try {
            long now = time.nanoTime();
            Job first = head();
            String waiting = first == null || held || free == 0 ? null : lanes.waitingFor(first, now);
            return new Occupancy(
                    freeSlots.length - free,
                    again.size() + fresh.size(),
                    parked.size(),
                    lanes.limit(),
                    lanes.cuts(),
                    lanes.stats(now),
                    waiting);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is no job but those that the calling thread has in hand; false when the time ran out first. */
    boolean awaitIdle(Duration limit) throws InterruptedException {
        long left = limit.toNanos();
        Thread caller = Thread.currentThread();
        lock.lockInterruptibly();
        try {
            int mine =
                    (int) slots.stream().filter(slot -> slot.worker == caller).count();
            while (!isIdle(mine)) {
                if (left <= 0) {
                    return false;
                }
                left = idle.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private Lane.Fate settle(Slot slot, Transport.Outcome outcome) {
        long now = time.nanoTime();
        Lane.Fate fate = slot.lane().ended(slot, outcome, now);
        boolean failed = outcome instanceof Transport.Outcome.Failed;
        boolean over = failed && slot.lane().despair(now) != null && lanes.checkAllOut(slot.lane(), now);
        // With nobody left, an attempt that failed like all others has used nothing up.
        return over && fate == Lane.Fate.ORDINARY ? Lane.Fate.ELSEWHERE : fate;
    }

    /** Gives out what may be given out, as a chain of slots to be started once the lock is released. */
    private @Nullable Slot dispatch() {
        Job job = head();
        if (job == null || held || free == 0) {
            return null;
        }
        Slot chain = null;
        Slot last = null;
        long now = time.nanoTime();
        for (; job != null && free > 0; job = head()) {
            Lane lane = lanes.choose(job, now);
            if (lane == null) {
                napUntil(now, lanes.soonest());
                break;
            }
            (again.isEmpty() ? fresh : again).remove();
            Slot slot = freeSlots[--free];
            lane.send(slot, job, now);
            slot.following = null;
            if (last == null) {
                chain = slot;
            } else {
                last.following = slot;
            }
            last = slot;
        }
        return chain;
    }

    private @Nullable Job head() {
        Job due = again.peek();
        return due == null ? fresh.peek() : due;
    }

    private void napUntil(long now, long wait) {
        if (wait == NEVER) {
            return;
        }
        long until = now + Math.max(wait, SHORTEST_NAP);
        if (napUntil <= until) {
            return;
        }
        if (nap != null) {
            nap.cancel();
        }
        napUntil = until;
        nap = time.after(Duration.ofNanos(until - now), this::napped);
    }

    private void start(@Nullable Slot chain) {
        for (Slot slot = chain; slot != null; ) {
            Slot following = slot.following;
            slot.following = null;
            starter.start(slot);
            slot = following;
        }
    }

    private List<Job> takeAll() {
        List<Job> undone = new ArrayList<>(parked);
        for (Job job : parked) {
            TimeSource.Alarm alarm = job.alarm;
            if (alarm != null) {
                alarm.cancel();
            }
        }
        undone.addAll(again);
        undone.addAll(fresh);
        parked.clear();
        again.clear();
        fresh.clear();
        signalWhenIdle();
        return undone;
    }

    private boolean closed() {
        return draining || lanes.allOut() != null;
    }

    private void signalWhenIdle() {
        // One slot may be that of a consumer who waits for all others.
        if (isIdle(1)) {
            idle.signalAll();
        }
    }

    private boolean isIdle(int exceptFor) {
        return free >= freeSlots.length - exceptFor && again.isEmpty() && fresh.isEmpty() && parked.isEmpty();
    }
}
