package dev.retort.core.run;

import dev.retort.spi.Cancellation.Registration;
import dev.retort.spi.Task;
import dev.retort.spi.TaskContext;
import dev.retort.spi.TaskResult;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs a task on a thread of its own, so that one that ignores the wish to stop cannot keep the engine from ending. */
final class TaskThread {

    private final CountDownLatch done = new CountDownLatch(1);
    private final CountDownLatch stopOrDone = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable TaskResult result;
    private volatile @Nullable Throwable failure;

    TaskThread(Supplier<Task> task, TaskContext context) {
        this.thread = new Thread(() -> work(task, context), "retort-task");
        thread.setDaemon(true);
    }

    @SuppressWarnings("CatchingUnchecked")
    private void work(Supplier<Task> task, TaskContext context) {
        try {
            result = task.get().run(context);
            if (result == null) {
                failure = new IllegalStateException("the task returned null");
            }
        } catch (Throwable e) { // whatever it is, it is told to the user by the runner
            failure = e;
        } finally {
            done.countDown();
            stopOrDone.countDown();
        }
    }

    /**
     * Starts the thread and waits for its end. Once the wish is to stop at once, the task is interrupted, again every second
     * until the time is up.
     *
     * @return whether the task has ended
     */
    boolean run(CancellationSource cancellation, Duration grace) {
        thread.start();
        Registration stop = cancellation.onStopNow(stopOrDone::countDown);
        try (stop) {
            awaitStopOrDone(cancellation);
            for (long second = 0; second < Math.max(1, grace.toSeconds()); second++) {
                if (ended(Duration.ZERO)) {
                    return true;
                }
                thread.interrupt();
                if (ended(Duration.ofSeconds(1))) {
                    return true;
                }
            }
            return false;
        }
    }

    private void awaitStopOrDone(CancellationSource cancellation) {
        try {
            stopOrDone.await();
        } catch (InterruptedException e) {
            cancellation.raise(CancellationSource.Stage.STOP_NOW);
        }
    }

    private boolean ended(Duration within) {
        try {
            return done.await(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) { // the engine's own thread: the grace is over
            Thread.currentThread().interrupt();
            return done.getCount() == 0;
        }
    }

    @Nullable
    TaskResult result() {
        return result;
    }

    @Nullable
    Throwable failure() {
        return failure;
    }
}
