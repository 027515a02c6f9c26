package dev.retort.plugins.distillation.order;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the line of each record lies, in a file that is mapped into memory part by part, so that it takes no heap. A part is written full
 * of zeros before it is mapped: a disk that is full must fail a write, not a look into memory, which no caller can mend.
 */
final class Places implements Closeable {

    private static final int PART_BITS = 18;
    private static final int SLOT_BYTES = 12;
    private static final int PART_BYTES = SLOT_BYTES << PART_BITS;

    private final Path path;
    private final FileChannel file;
    private final Map<Integer, MappedByteBuffer> parts = new TreeMap<>();

    private Places(Path path, FileChannel file) {
        this.path = path;
        this.file = file;
    }

    /** Starts with no place; the file is deleted in the end. */
    static Places create(Path path) throws IOException {
        return new Places(
                path,
                FileChannel.open(
                        path,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING));
    }

    /**
     * Notes where a line lies.
     *
     * @param place from 1
     */
    void put(int place, long offset, int length) throws IOException {
        int part = place >>> PART_BITS;
        MappedByteBuffer slots = parts.get(part);
        if (slots == null) {
            slots = map();
            parts.put(part, slots);
        }
        int at = (place & (1 << PART_BITS) - 1) * SLOT_BYTES;
        slots.putLong(at, offset);
        slots.putInt(at + Long.BYTES, length);
    }

    private MappedByteBuffer map() throws IOException {
        long start = (long) parts.size() * PART_BYTES;
        ByteBuffer zeros = ByteBuffer.allocate(PART_BYTES);
        while (zeros.hasRemaining()) {
            file.write(zeros, start + zeros.position());
        }
        return file.map(FileChannel.MapMode.READ_WRITE, start, PART_BYTES);
    }

    /** Tells the places in ascending order. */
    void inOrder(Line line) throws IOException {
        for (MappedByteBuffer slots : parts.values()) {
            for (int at = 0; at < PART_BYTES; at += SLOT_BYTES) {
                int length = slots.getInt(at + Long.BYTES);
                if (length > 0) {
                    line.at(slots.getLong(at), length);
                }
            }
        }
    }

    /** Takes where a line lies, without its end. */
    interface Line {
        void at(long offset, long length) throws IOException;
    }

    @Override
    public void close() throws IOException {
        parts.clear();
        try (file) {
            Files.deleteIfExists(path);
        }
    }
}
