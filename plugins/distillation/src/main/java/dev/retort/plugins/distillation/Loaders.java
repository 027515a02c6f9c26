package dev.retort.plugins.distillation;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that read the files of prompts, so that a slow disk or a slow web server does not hold up the reading of records. */
final class Loaders implements Executor, AutoCloseable {

    private static final int MOST = 64;

    private final ThreadPoolExecutor threads;

    /** As many as there can be requests, up to 64; they are started when there is something to load. */
    Loaders(int concurrency) {
        int count = Math.min(MOST, concurrency);
        AtomicInteger number = new AtomicInteger();
        // The window bounds the queue.
        threads = new ThreadPoolExecutor(count, count, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "distillation-loader-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
