package dev.retort.simulator;

import java.util.Arrays;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Who waits, by the time when it is due: a binary heap in arrays, so that a waiting request costs no object. An entry of one that is gone
 * stays until it is due, and is told from a living one by its ticket.
 *
 * @param <T> the one who waits
 */
final class TimerQueue<T> {

    private long[] due = new long[64];
    private long[] tickets = new long[64];
    private @Nullable Object[] waiting = new Object[64];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    /** When the first is due, on the clock of {@link System#nanoTime()}. */
    long firstDue() {
        return due[0];
    }

    long firstTicket() {
        return tickets[0];
    }

    void add(long dueNanos, T waiter, long ticket) {
        if (size == due.length) {
            due = Arrays.copyOf(due, 2 * size);
            tickets = Arrays.copyOf(tickets, 2 * size);
            waiting = Arrays.copyOf(waiting, 2 * size);
        }
        int at = size++;
        while (at > 0 && dueNanos - due[(at - 1) / 2] < 0) {
            move((at - 1) / 2, at);
            at = (at - 1) / 2;
        }
        set(at, dueNanos, waiter, ticket);
    }

    T removeFirst() {
        Object first = waiting[0];
        if (first == null) {
            throw new NoSuchElementException();
        }
        size--;
        Object last = waiting[size];
        waiting[size] = null;
        if (size > 0 && last != null) {
            sink(due[size], last, tickets[size]);
        }
        @SuppressWarnings("unchecked") // Only add fills the array.
        T waiter = (T) first;
        return waiter;
    }

    /** Puts an entry where it belongs, from the root downwards. */
    private void sink(long dueNanos, Object waiter, long ticket) {
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            int least = child + 1 < size && due[child + 1] - due[child] < 0 ? child + 1 : child;
            if (dueNanos - due[least] <= 0) {
                break;
            }
            move(least, at);
            at = least;
        }
        set(at, dueNanos, waiter, ticket);
    }

    private void move(int from, int to) {
        due[to] = due[from];
        tickets[to] = tickets[from];
        waiting[to] = waiting[from];
    }

    private void set(int at, long dueNanos, Object waiter, long ticket) {
        due[at] = dueNanos;
        tickets[at] = ticket;
        waiting[at] = waiter;
    }
}
