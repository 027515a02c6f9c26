package dev.retort.model;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that make attempts: virtual ones where the Java that runs has them, platform threads elsewhere. */
final class Workers {

    /** More platform threads than this cost more memory than they are worth. */
    static final int MOST_PLATFORM_THREADS = 2_000;

    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;
    private static final String NAME = "retort-model-";

    private Workers() {}

    /**
     * At most {@code limit} threads, as long as no more tasks than that are given at once.
     *
     * @throws IllegalArgumentException when it takes a newer Java to run that many
     */
    static ExecutorService upTo(int limit, int javaVersion) {
        if (javaVersion >= FIRST_WITH_VIRTUAL_THREADS) {
            return virtual();
        }
        if (limit > MOST_PLATFORM_THREADS) {
            throw new IllegalArgumentException(
                    "a concurrency of " + Wording.number(limit) + " needs Java 21 or later; Java " + javaVersion
                            + " is running, which allows " + Wording.number(MOST_PLATFORM_THREADS));
        }
        return platform(limit);
    }

    private static ExecutorService platform(int limit) {
        AtomicInteger number = new AtomicInteger();
        ThreadFactory factory = task -> {
            Thread thread = new Thread(task, NAME + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(limit, limit, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** By handles, since the classes are compiled for Java 17. */
    private static ExecutorService virtual() {
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Class<?> builder = Class.forName("java.lang.Thread$Builder");
            Class<?> ofVirtual = Class.forName("java.lang.Thread$Builder$OfVirtual");
            MethodHandle make = lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(ofVirtual));
            MethodHandle name =
                    lookup.findVirtual(builder, "name", MethodType.methodType(builder, String.class, long.class));
            MethodHandle factory = lookup.findVirtual(builder, "factory", MethodType.methodType(ThreadFactory.class));
            MethodHandle perTask = lookup.findStatic(
                    Executors.class,
                    "newThreadPerTaskExecutor",
                    MethodType.methodType(ExecutorService.class, ThreadFactory.class));
            Object named = name.invoke(make.invoke(), NAME, 1L);
            return (ExecutorService) perTask.invoke((ThreadFactory) factory.invoke(named));
        } catch (Throwable e) {
            throw new IllegalStateException(
                    "Java " + Runtime.version().feature() + " has no virtual threads as expected", e);
        }
    }
}
