package dev.retort.simulator;

import java.util.Arrays;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Connections by the time when their answer is due: a binary heap in arrays, so that a waiting request costs no object. An
 * entry of a connection that is gone stays until it is due, and is told from a living one by its ticket.
 */
final class TimerQueue {

    private long[] due = new long[64];
    private long[] tickets = new long[64];
    private @Nullable Connection[] waiting = new Connection[64];
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

    void add(long dueNanos, Connection connection, long ticket) {
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
        set(at, dueNanos, connection, ticket);
    }

    Connection removeFirst() {
        Connection first = waiting[0];
        if (first == null) {
            throw new NoSuchElementException();
        }
        size--;
        Connection last = waiting[size];
        waiting[size] = null;
        if (size > 0 && last != null) {
            sink(due[size], last, tickets[size]);
        }
        return first;
    }

    /** Puts an entry where it belongs, from the root downwards. */
    private void sink(long dueNanos, Connection connection, long ticket) {
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            int least = child + 1 < size && due[child + 1] - due[child] < 0 ? child + 1 : child;
            if (dueNanos - due[least] <= 0) {
                break;
            }
            move(least, at);
            at = least;
        }
        set(at, dueNanos, connection, ticket);
    }

    private void move(int from, int to) {
        due[to] = due[from];
        tickets[to] = tickets[from];
        waiting[to] = waiting[from];
    }

    private void set(int at, long dueNanos, Connection connection, long ticket) {
        due[at] = dueNanos;
        tickets[at] = ticket;
        waiting[at] = connection;
    }
}
