package dev.retort.jsonl;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Something that a thread of its own does. */
final class Started {

    /** An action that may throw anything checked. */
    interface Action {
        void run() throws Exception;
    }

    private final FutureTask<Boolean> task;
    private final Thread thread;

    Started(Action action) {
        Callable<Boolean> call = () -> {
            action.run();
            return Thread.currentThread().isInterrupted();
        };
        this.task = new FutureTask<>(call);
        this.thread = new Thread(task, "test");
        thread.setDaemon(true);
        thread.start();
    }

    void interrupt() {
        thread.interrupt();
    }

    /** Waits until the thread waits for something. */
    Started waiting() {
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        return this;
    }

    /** Waits for the end, and tells whether the thread was interrupted then. */
    boolean end() throws Exception {
        try {
            return task.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
