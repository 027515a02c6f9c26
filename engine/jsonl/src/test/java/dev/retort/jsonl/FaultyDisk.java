package dev.retort.jsonl;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A file on a disk that fails when told to, and that loses what was not forced when the power goes. A failed force takes the pages for
 * clean, as Linux does: they are read back as written, but they never reach the disk.
 */
final class FaultyDisk implements AppendFile {

    private byte[] cache = {};
    private byte[] disk = {};
    private int dirtyFrom = Integer.MAX_VALUE;

    private long capacity = Long.MAX_VALUE;
    private int shortWrites = Integer.MAX_VALUE;
    private int failingWrites;
    private int failingForces;
    private int failingTruncates;
    private boolean exploding;
    private boolean removed;
    private boolean closed;
    private final List<String> calls = new ArrayList<>();

    synchronized FaultyDisk holding(String text) {
        cache = text.getBytes(StandardCharsets.UTF_8);
        disk = cache.clone();
        return this;
    }

    synchronized void capacity(long bytes) {
        capacity = bytes;
    }

    synchronized void shortWrites(int bytes) {
        shortWrites = bytes;
    }

    synchronized void failWrites(int count) {
        failingWrites = count;
    }

    synchronized void failForces(int count) {
        failingForces = count;
    }

    synchronized void failTruncates(int count) {
        failingTruncates = count;
    }

    synchronized void remove() {
        removed = true;
    }

    synchronized void explode() {
        exploding = true;
    }

    /** What a reader sees. */
    synchronized String text() {
        return new String(cache, StandardCharsets.UTF_8);
    }

    /** What is there after a power cut. */
    synchronized String textAfterPowerCut() {
        return new String(disk, StandardCharsets.UTF_8);
    }

    /** The forces and truncates, with the size that the file had after them. */
    synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized long size() {
        return cache.length;
    }

    @Override
    public synchronized int read(ByteBuffer target, long position) {
        if (position >= cache.length) {
            return -1;
        }
        // A short read is a read, too.
        int length = Math.min(Math.min(target.remaining(), shortWrites), cache.length - (int) position);
        target.put(cache, (int) position, length);
        return length;
    }

    @Override
    public synchronized int write(ByteBuffer source, long position) throws IOException {
        if (exploding) {
            throw new IllegalStateException("bug in a file system");
        }
        if (failingWrites > 0) {
            failingWrites--;
            throw new IOException("Input/output error");
        }
        int length = (int) Math.min(Math.min(source.remaining(), shortWrites), capacity - position);
        if (length <= 0) {
            throw new IOException("No space left on device");
        }
        int end = (int) position + length;
        cache = cache.length < end ? Arrays.copyOf(cache, end) : cache;
        source.get(cache, (int) position, length);
        dirtyFrom = Math.min(dirtyFrom, (int) position);
        return length;
    }

    @Override
    public synchronized void force() throws IOException {
        if (failingForces > 0) {
            failingForces--;
            dirtyFrom = Integer.MAX_VALUE;
            calls.add("force failed " + cache.length);
            throw new IOException("Input/output error");
        }
        if (dirtyFrom < cache.length) {
            ByteArrayOutputStream merged = new ByteArrayOutputStream();
            byte[] old = Arrays.copyOf(disk, dirtyFrom);
            merged.writeBytes(old);
            merged.write(cache, dirtyFrom, cache.length - dirtyFrom);
            disk = merged.toByteArray();
        } else {
            disk = Arrays.copyOf(disk, cache.length);
        }
        dirtyFrom = Integer.MAX_VALUE;
        calls.add("force " + cache.length);
    }

    @Override
    public synchronized void truncate(long size) throws IOException {
        if (failingTruncates > 0) {
            failingTruncates--;
            throw new IOException("Read-only file system");
        }
        if (size < cache.length) {
            cache = Arrays.copyOf(cache, (int) size);
        }
        calls.add("truncate " + cache.length);
    }

    @Override
    public synchronized void checkName() throws IOException {
        if (removed) {
            throw new FileGoneException(Path.of("out.jsonl"));
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
