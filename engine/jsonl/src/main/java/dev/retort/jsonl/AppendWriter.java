package dev.retort.jsonl;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one who writes. Until a force has succeeded the bytes since the last one are kept, and a failure of any kind, that of the
 * force above all, means that all of them are cut off and written anew: after a failed force the system may take pages for clean
 * that never reached the disk.
 */
final class AppendWriter implements Runnable {

    private static final int CHUNK = 256 * 1024;
    private static final long FIRST_PAUSE = 100_000_000;
    private static final long LONGEST_PAUSE = 5_000_000_000L;
    private static final long LOOK_EVERY = 1_000_000_000L;

    private final AppendFile file;
    private final AppendQueue queue;
    private final AppendClock clock;
    private final AppendListener listener;
    private final long giveUpNanos;
    private final AppendBatch batch = new AppendBatch();

    private volatile long durableLength;
    private long lookedAt;
    private int written; // of the batch
    private int acknowledged; // of the batch
    private volatile @Nullable RuntimeException bug;

    AppendWriter(
            AppendFile file,
            AppendQueue queue,
            AppendClock clock,
            AppendListener listener,
            long giveUpNanos,
            long length) {
        this.file = file;
        this.queue = queue;
        this.clock = clock;
        this.listener = listener;
        this.giveUpNanos = giveUpNanos;
        this.durableLength = length;
        this.lookedAt = clock.nanos();
    }

    @Override
    public void run() {
        try {
            AppendQueue.Work work = queue.next(batch);
            while (work != AppendQueue.Work.END) {
                write(work == AppendQueue.Work.COMMIT);
                work = queue.next(batch);
            }
        } catch (Throwable e) { // Whatever it is, nobody may wait for this thread any longer.
            giveUp(e);
        }
    }

    private void write(boolean commit) throws IOException, InterruptedException {
        boolean committed = commit;
        try {
            writeRest();
            if (commit) {
                file.force();
                checkNameNowAndThen();
            }
        } catch (FileGoneException e) {
            throw e; // waiting does not bring it back
        } catch (IOException e) {
            retry(e);
            committed = true;
        }
        if (committed) {
            long reached = durableLength + batch.size();
            durableLength = reached;
            acknowledge();
            queue.committed(batch);
            batch.clear();
            written = 0;
            acknowledged = 0;
        }
    }

    private void checkNameNowAndThen() throws IOException {
        long now = clock.nanos();
        if (now - lookedAt >= LOOK_EVERY) {
            lookedAt = now;
            file.checkName();
        }
    }

    private void writeRest() throws IOException {
        byte[] bytes = batch.array();
        while (written < batch.size()) {
            int length = Math.min(CHUNK, batch.size() - written);
            written += file.write(ByteBuffer.wrap(bytes, written, length), durableLength + written);
        }
    }

    private void retry(IOException first) throws IOException, InterruptedException {
        long start = clock.nanos();
        long pause = FIRST_PAUSE;
        IOException last = first;
        cutOff(first);
        tell(() -> listener.onStalled(first, queue.pendingRecords()));
        while (true) {
            long left = giveUpNanos - (clock.nanos() - start);
            if (left <= 0 || !queue.pause(Math.min(pause, left))) {
                throw last;
            }
            pause = Math.min(2 * pause, LONGEST_PAUSE);
            try {
                file.truncate(durableLength);
                writeRest();
                file.force();
                tell(listener::onResumed);
                return;
            } catch (IOException e) {
                last = e;
                cutOff(e);
            }
        }
    }

    /** No half a line stays behind while nothing can be written. */
    private void cutOff(Throwable cause) {
        written = 0;
        try {
            file.truncate(durableLength);
        } catch (IOException e) {
            // It is cut off before the next try; and if there is none, when the file is opened again.
            cause.addSuppressed(e);
        }
    }

    private void acknowledge() {
        List<Acknowledgement> all = batch.acknowledgements();
        while (acknowledged < all.size()) {
            Acknowledgement next = all.get(acknowledged++);
            tell(next::durable);
        }
    }

    private void giveUp(Throwable cause) {
        cutOff(cause);
        queue.fail(cause, batch);
        IOException failure = cause instanceof IOException e ? e : new IOException(cause.toString(), cause);
        List<Acknowledgement> all = batch.acknowledgements();
        while (acknowledged < all.size()) {
            Acknowledgement next = all.get(acknowledged++);
            tell(() -> next.failed(failure));
        }
        batch.clear();
    }

    /** A listener that throws must not keep others from hearing. */
    private void tell(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            if (bug == null) {
                bug = e;
            }
        }
    }

    long durableLength() {
        return durableLength;
    }

    /** What a listener threw. */
    @Nullable
    RuntimeException bug() {
        return bug;
    }
}
