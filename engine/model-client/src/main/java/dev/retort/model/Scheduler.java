package dev.retort.model;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Who may run, who is next and who waits. A slot is the right to make one attempt at a time. A worker that holds a slot takes job
 * after job; a job that waits for its next attempt holds neither slot nor worker, and goes before new ones when its wait is over.
 */
final class Scheduler {

    private static final int NONE = -1;

    /** Does the work of one job in one slot; throws nothing. */
    interface Work {
        void run(Job job, int slot);
    }

    /** How many jobs are where. */
    record Occupancy(int running, int queued, int parked) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private final ArrayDeque<Job> again = new ArrayDeque<>();
    private final ArrayDeque<Job> fresh = new ArrayDeque<>();
    private final Set<Job> parked = new LinkedHashSet<>();
    private final int[] freeSlots;
    private final Executor workers;
    private final TimeSource time;
    private final Work work;
    private int free;
    private boolean draining;
    private boolean held;

    Scheduler(int slots, Executor workers, TimeSource time, Work work) {
        this.workers = workers;
        this.time = time;
        this.work = work;
        this.free = slots;
        this.freeSlots = new int[slots];
        for (int i = 0; i < slots; i++) {
            freeSlots[i] = slots - 1 - i;
        }
    }

    /** Runs the job now or in its turn; false when no new jobs are taken any more. */
    boolean submit(Job job) {
        int slot;
        lock.lock();
        try {
            if (draining) {
                return false;
            }
            slot = place(job, fresh);
        } finally {
            lock.unlock();
        }
        start(job, slot);
        return true;
    }

    /** Lets the job wait for its next attempt; false when there will be none. Once parked, the job is no longer the caller's. */
    boolean park(Job job, Duration wait) {
        lock.lock();
        try {
            if (draining) {
                return false;
            }
            parked.add(job);
            job.alarm = time.after(wait, () -> wake(job));
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void wake(Job job) {
        int slot;
        lock.lock();
        try {
            if (!parked.remove(job)) {
                return;
            }
            slot = place(job, again);
        } finally {
            lock.unlock();
        }
        start(job, slot);
    }

    /** Takes no more jobs and starts none; gives back those that have not been started or wait for their next attempt. */
    List<Job> drain() {
        lock.lock();
        try {
            draining = true;
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
        } finally {
            lock.unlock();
        }
    }

    /** Starts no job for a while, not even one whose wait is over, or goes on with those that have gathered. */
    void hold(boolean on) {
        List<Job> due = new ArrayList<>();
        List<Integer> slots = new ArrayList<>();
        lock.lock();
        try {
            held = on;
            while (!held && free > 0 && !(again.isEmpty() && fresh.isEmpty())) {
                due.add(again.isEmpty() ? fresh.remove() : again.remove());
                slots.add(freeSlots[--free]);
            }
        } finally {
            lock.unlock();
        }
        for (int i = 0; i < due.size(); i++) {
            start(due.get(i), slots.get(i));
        }
    }

    Occupancy occupancy() {
        lock.lock();
        try {
            return new Occupancy(freeSlots.length - free, again.size() + fresh.size(), parked.size());
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is no job; false when the time ran out first. */
    boolean awaitIdle(Duration limit) throws InterruptedException {
        long left = limit.toNanos();
        lock.lockInterruptibly();
        try {
            while (!isIdle()) {
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

    /** Gives the job a free slot, else puts it into the queue. */
    private int place(Job job, ArrayDeque<Job> queue) {
        if (free > 0 && !held) {
            return freeSlots[--free];
        }
        queue.add(job);
        return NONE;
    }

    private void start(Job job, int slot) {
        if (slot != NONE) {
            workers.execute(() -> serve(job, slot));
        }
    }

    private void serve(Job first, int slot) {
        for (Job job = first; job != null; job = next(slot)) {
            work.run(job, slot);
        }
    }

    /** The job that follows in the slot; without one the slot is free again. */
    private @Nullable Job next(int slot) {
        lock.lock();
        try {
            Job next = held ? null : again.poll();
            if (next == null && !held) {
                next = fresh.poll();
            }
            if (next == null) {
                freeSlots[free++] = slot;
                signalWhenIdle();
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    private void signalWhenIdle() {
        if (isIdle()) {
            idle.signalAll();
        }
    }

    private boolean isIdle() {
        return free == freeSlots.length && again.isEmpty() && fresh.isEmpty() && parked.isEmpty();
    }
}
