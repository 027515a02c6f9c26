package dev.retort.jsonl;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Brings the end of a file into order after a crash. What was acknowledged had been forced, newline and all; so whatever follows the
 * last good newline was not. A power cut can also leave zeros where a file had grown but its bytes had not arrived, with whole lines
 * behind them: all from the first zero on goes.
 */
final class TailRecovery {

    private static final int CHUNK = 256 * 1024;
    /** A longer last line counts as torn, unread. */
    private static final int MAX_RECORD = 64 << 20;

    private static final MemberNames NOTHING = MemberNames.of();

    private final AppendFile file;
    private final Path path;
    private final byte[] chunk = new byte[CHUNK];

    TailRecovery(AppendFile file, Path path) {
        this.file = file;
        this.path = path;
    }

    /**
     * Mends the file.
     *
     * @param window how far from the end there may be zeros
     */
    Recovery recover(long window) throws IOException {
        try {
            return mend(window);
        } catch (IOException e) {
            throw new IOException(path + ": the end of the file cannot be read or mended: " + e.getMessage(), e);
        }
    }

    private Recovery mend(long window) throws IOException {
        long size = file.size();
        long hole = firstZero(Math.max(0, size - window), size);
        long lineStart = lineStart(hole);
        if (lineStart == size) {
            return new Recovery.Clean();
        }
        if (hole == size && isRecord(lineStart, size)) {
            write(ByteBuffer.wrap(new byte[] {'\n'}), size);
            file.force();
            return new Recovery.NewlineAdded(lineStart);
        }
        Path torn = path.resolveSibling(path.getFileName() + ".torn");
        setAside(lineStart, size, torn);
        file.truncate(lineStart);
        file.force();
        return new Recovery.TornSetAside(lineStart, size - lineStart, torn);
    }

    private long firstZero(long from, long size) throws IOException {
        for (long position = from; position < size; position += CHUNK) {
            int length = read(position, size);
            int zero = Swar.indexOfZero(chunk, 0, length);
            if (zero < length) {
                return position + zero;
            }
        }
        return size;
    }

    /** Where the line starts that the byte before the end belongs to; the end itself when that byte is a newline. */
    private long lineStart(long end) throws IOException {
        for (long to = end; to > 0; ) {
            long from = Math.max(0, to - CHUNK);
            for (int at = read(from, to) - 1; at >= 0; at--) {
                if (chunk[at] == '\n') {
                    return from + at + 1;
                }
            }
            to = from;
        }
        return 0;
    }

    private boolean isRecord(long from, long to) throws IOException {
        if (to - from > MAX_RECORD) {
            return false;
        }
        byte[] line = new byte[(int) (to - from)];
        readFully(ByteBuffer.wrap(line), from);
        try {
            int mark = from == 0 && line.length >= 3 && Swar.startsWithByteOrderMark(line, 0) ? 3 : 0;
            JsonRecord.parse(line, mark, line.length, NOTHING);
            return true;
        } catch (JsonRecordException e) {
            return false;
        }
    }

    /** The bytes are on the disk in their new place before they leave the old one. */
    private void setAside(long from, long to, Path torn) throws IOException {
        boolean created = Files.notExists(torn);
        try (FileChannel target = FileChannel.open(
                torn, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (long position = from; position < to; position += CHUNK) {
                writeAll(target, ByteBuffer.wrap(chunk, 0, read(position, to)));
            }
            writeAll(target, ByteBuffer.wrap(new byte[] {'\n'}));
            target.force(true);
        }
        if (created) {
            Directories.forceParentOf(torn);
        }
    }

    private static void writeAll(FileChannel target, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            target.write(bytes);
        }
    }

    private void write(ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += file.write(bytes, at);
        }
    }

    /** Fills the chunk from a position, up to a limit, and returns how much that is. */
    private int read(long position, long limit) throws IOException {
        int length = (int) Math.min(CHUNK, limit - position);
        readFully(ByteBuffer.wrap(chunk, 0, length), position);
        return length;
    }

    private void readFully(ByteBuffer target, long position) throws IOException {
        long at = position;
        while (target.hasRemaining()) {
            int read = file.read(target, at);
            if (read < 0) {
                throw new EOFException(path + " became shorter while it was read");
            }
            at += read;
        }
    }
}
