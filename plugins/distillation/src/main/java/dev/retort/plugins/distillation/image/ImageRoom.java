package dev.retort.plugins.distillation.image;

import java.io.InterruptedIOException;
import java.util.Locale;
import java.util.concurrent.Semaphore;

/** The memory for pixels: however many workers there are, they do not decode more than fits. */
public final class ImageRoom {

    private static final int SHARE_OF_HEAP = 4;

    private final long bytes;
    private final Semaphore kilobytes;

    /** So much memory for all of them. */
    public ImageRoom(long bytes) {
        this.bytes = bytes;
        this.kilobytes = new Semaphore((int) Math.min(Integer.MAX_VALUE, bytes / 1_024), true);
    }

    /** A quarter of the heap. */
    public static ImageRoom ofHeap() {
        return new ImageRoom(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    }

    /**
     * Waits for room and takes it.
     *
     * @throws ImageException when the image needs more than there will ever be
     */
    Taken take(long needed) throws ImageException, InterruptedIOException {
        if (needed > bytes) {
            throw ImageException.tooLarge(String.format(
                    Locale.ROOT,
                    "decoding the image takes %,d MB, more than the %,d MB there are for it; give Java more memory with -Xmx",
                    (needed >> 20) + 1,
                    bytes >> 20));
        }
        int permits = (int) (needed / 1_024);
        try {
            kilobytes.acquire(permits);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while an image waited to be decoded");
        }
        return () -> kilobytes.release(permits);
    }

    /** Room that is given back when closed. */
    interface Taken extends AutoCloseable {
        @Override
        void close();
    }
}
