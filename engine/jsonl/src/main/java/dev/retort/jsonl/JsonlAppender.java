package dev.retort.jsonl;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Appends records to a file so that what it has acknowledged is there after a crash, and after any crash every line is whole.
 *
 * <p>Records are written by one thread, in the order of their appending, and made durable in groups. A record is acknowledged when it
 * is durable. When a write fails, the file is cut back to what is durable, and the write is tried again until {@link
 * AppendOptions#giveUpAfter()} is over; then everything pending fails and so does everything that comes later. One appender at a time can
 * have a file: a hidden file beside it, {@code .name.lock}, tells other processes. Safe for use by many threads.
 *
 * <p>To resume, open the appender first and scan the file then: its end is mended by that time, and nobody else adds to it. What is found
 * may be more than was acknowledged, for a record is handed to the system before it is made durable; but it is whole.
 */
public final class JsonlAppender implements Closeable {

    private static final long ZEROS_WINDOW = 64L << 20;

    private final Path path;
    private final AppendFile file;
    private final AppendQueue queue;
    private final AppendWriter writer;
    private final Thread thread;
    private final Recovery recovery;
    private final Optional<String> lockProblem;
    private final AtomicBoolean closed = new AtomicBoolean();

    private JsonlAppender(
            Path path,
            AppendFile file,
            AppendOptions options,
            AppendListener listener,
            AppendClock clock,
            Optional<String> lockProblem)
            throws IOException {
        this.path = path;
        this.file = file;
        this.lockProblem = lockProblem;
        this.recovery = new TailRecovery(file, path).recover(Math.max(ZEROS_WINDOW, options.queueBytes()));
        this.queue = new AppendQueue(path, options, clock);
        this.writer = new AppendWriter(
                file, queue, clock, listener, options.giveUpAfter().toNanos(), file.size());
        this.thread = new Thread(writer, "jsonl-appender " + path.getFileName());
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Opens a file, which is made when it is not there, and mends its end: see {@link #recovery()}.
     *
     * @param file in a directory that exists
     * @throws FileInUseException when another appender has it
     * @throws IOException when it cannot be opened or mended
     */
    public static JsonlAppender open(Path file, AppendOptions options, AppendListener listener) throws IOException {
        ClaimedFile claimed = ClaimedFile.open(file);
        try {
            if (claimed.created()) {
                claimed.force();
                Directories.forceParentOf(file);
            }
            return new JsonlAppender(file, claimed, options, listener, AppendClock.system(), claimed.lockProblem());
        } catch (IOException | RuntimeException e) {
            claimed.close();
            throw e;
        }
    }

    static JsonlAppender open(
            Path path, AppendFile file, AppendOptions options, AppendListener listener, AppendClock clock)
            throws IOException {
        return new JsonlAppender(path, file, options, listener, clock, Optional.empty());
    }

    /**
     * Appends a record and a newline; blocks while the queue is full. The bytes are copied.
     *
     * @param record one line without its end
     * @throws AppendFailedException when the appender has given up
     * @throws IllegalArgumentException when there is a line feed in the record
     * @throws IllegalStateException when the appender is closed
     */
    public void append(byte[] record, Acknowledgement acknowledgement) throws IOException, InterruptedException {
        append(record, 0, record.length, acknowledgement);
    }

    /** Like {@link #append(byte[], Acknowledgement)}, for everything that a buffer holds. */
    public void append(JsonBytes record, Acknowledgement acknowledgement) throws IOException, InterruptedException {
        append(record.array(), 0, record.size(), acknowledgement);
    }

    /** Like {@link #append(byte[], Acknowledgement)}, for the bytes from {@code from} to {@code to}. */
    public void append(byte[] bytes, int from, int to, Acknowledgement acknowledgement)
            throws IOException, InterruptedException {
        if (Swar.indexOfLineFeed(bytes, from, to) < to) {
            throw new IllegalArgumentException("a record is one line, but there is a line feed in this one");
        }
        refuseOwnThread();
        queue.append(bytes, from, to, acknowledgement);
    }

    /**
     * Waits until everything appended so far is durable and acknowledged.
     *
     * @throws AppendFailedException when the appender has given up
     */
    public void flush() throws IOException, InterruptedException {
        refuseOwnThread();
        queue.flush();
    }

    private void refuseOwnThread() {
        if (Thread.currentThread() == thread) {
            throw new IllegalStateException("an acknowledgement or a listener must not wait for its own appender");
        }
    }

    /** What was found at the end of the file when it was opened. */
    public Recovery recovery() {
        return recovery;
    }

    /** Why the file is not locked against other processes, on a file system that cannot do it. */
    public Optional<String> lockProblem() {
        return lockProblem;
    }

    /** How many records are appended but not durable. */
    public long pendingRecords() {
        return queue.pendingRecords();
    }

    /** How long the durable part of the file is, in bytes. */
    public long durableLength() {
        return writer.durableLength();
    }

    /**
     * Makes everything pending durable and lets the file go. While the disk is failing it waits for as long as writes are tried again; an
     * interrupt ends that, and stays set.
     *
     * @throws AppendFailedException when the appender has given up
     * @throws FileGoneException when somebody removed or replaced the file
     */
    @Override
    public void close() throws IOException {
        if (closed.getAndSet(true)) {
            return;
        }
        queue.close();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
                queue.abandon();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        AppendFailedException failure = queue.failure();
        try (file) {
            if (failure == null) {
                file.checkName();
            }
        }
        if (failure != null) {
            throw failure;
        }
        RuntimeException bug = writer.bug();
        if (bug != null) {
            throw new IllegalStateException("an acknowledgement or a listener of " + path + " has thrown", bug);
        }
    }
}
