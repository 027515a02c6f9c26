package dev.retort.plugins.distillation.reuse;

import dev.retort.jsonl.IdIndex;
import dev.retort.jsonl.JsonRecordException;
import dev.retort.jsonl.LineScanner;
import dev.retort.model.ChatReply;
import dev.retort.model.MalformedReplyException;
import dev.retort.plugins.distillation.result.EarlierRuns;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The answers of an earlier output by the requests that they answer, so that a request whose bytes did not change is not paid for again,
 * whatever became of the file around it. In memory are 24 bytes for the request and 8 for the place of the line; the line itself is
 * read when it is wanted. Answers that a filter had rejected were paid for too and are found as well. For one thread.
 */
public final class ReuseIndex implements Closeable {

    private static final int CHUNK_BITS = 16;
    private static final int FIRST_READ = 16 * 1_024;

    private final IdIndex index = new IdIndex();
    /** Where the lines start, in chunks, for one growing array would be there twice while it grows: the offset, then one bit for the file. */
    private final List<long[]> places = new ArrayList<>();

    private final List<FileChannel> files = new ArrayList<>();
    private int count;
    private long lines;

    private ReuseIndex() {}

    /**
     * Reads the output of an earlier run, in any shape that tells the request, and what that run rejected.
     *
     * @param earlier the file with the answers
     * @throws IOException when it cannot be read
     */
    public static ReuseIndex read(Path earlier) throws IOException {
        ReuseIndex index = new ReuseIndex();
        try {
            index.add(earlier);
            Path rejected = rejectedBeside(earlier);
            if (Files.exists(rejected)) {
                index.add(rejected);
            }
            return index;
        } catch (IOException | RuntimeException | Error e) {
            index.close();
            throw e;
        }
    }

    private static Path rejectedBeside(Path answers) {
        String name = answers.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return answers.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + "_rejected.jsonl");
    }

    private void add(Path file) throws IOException {
        int number = files.size();
        files.add(FileChannel.open(file, StandardOpenOption.READ));
        try (LineScanner scanner = LineScanner.open(file, EarlierRuns.LONGEST_LINE)) {
            while (scanner.next()) {
                lines += scanner.isBlank() ? 0 : 1;
                RequestFingerprint request =
                        scanner.tooLong() ? null : StoredLine.request(scanner.buffer(), scanner.from(), scanner.to());
                if (request != null
                        && index.putIfAbsent(request.high(), (int) request.low(), count) == IdIndex.ABSENT) {
                    place(scanner.offset() << 1 | number);
                }
            }
        }
    }

    private void place(long place) {
        int within = count & (1 << CHUNK_BITS) - 1;
        if (within == 0) {
            places.add(new long[1 << CHUNK_BITS]);
        }
        places.get(count >>> CHUNK_BITS)[within] = place;
        count++;
    }

    /** Whether there are lines, and none of them says which request it answers. */
    public boolean tellsNoRequest() {
        return lines > 0 && count == 0;
    }

    /** How many different requests have an answer. */
    public long size() {
        return count;
    }

    /**
     * The answer to a request; the first one where there are several.
     *
     * @throws IOException when the file cannot be read any more
     */
    public Optional<StoredAnswer> find(RequestFingerprint request) throws IOException {
        int number = index.get(request.high(), (int) request.low());
        if (number == IdIndex.ABSENT) {
            return Optional.empty();
        }
        long place = places.get(number >>> CHUNK_BITS)[number & (1 << CHUNK_BITS) - 1];
        byte[] bytes = line(files.get((int) place & 1), place >>> 1);
        try {
            StoredLine line = StoredLine.of(bytes, 0, bytes.length);
            // The file may be another one by now; and the index knows 96 bits only.
            byte[] reply = line == null || !line.answers(request) ? null : line.reply();
            return reply == null || line == null
                    ? Optional.empty()
                    : Optional.of(new StoredAnswer(ChatReply.parse(reply), line.recordId(), line.repairs()));
        } catch (JsonRecordException | MalformedReplyException e) {
            return Optional.empty(); // it is asked for again
        }
    }

    private static byte[] line(FileChannel file, long offset) throws IOException {
        byte[] bytes = new byte[FIRST_READ];
        int length = 0;
        while (true) {
            int read = file.read(ByteBuffer.wrap(bytes, length, bytes.length - length), offset + length);
            if (read < 0) {
                return Arrays.copyOf(bytes, length);
            }
            for (int at = length; at < length + read; at++) {
                if (bytes[at] == '\n') {
                    return Arrays.copyOf(bytes, at);
                }
            }
            length += read;
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(2L * length, Integer.MAX_VALUE - 16));
            }
        }
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (FileChannel file : files) {
            try {
                file.close();
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
