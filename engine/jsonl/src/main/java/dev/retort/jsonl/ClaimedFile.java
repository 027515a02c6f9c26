package dev.retort.jsonl;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file that this process alone writes. POSIX gives a process's locks on a file away as soon as the process closes the file
 * anywhere, as every reader of it does. So there are two locks: one on the file itself, which keeps other threads of this JVM out, for
 * the JVM remembers it; and one on a file beside it, {@code .name.lock}, which nobody else opens, and which keeps other processes out.
 */
final class ClaimedFile implements AppendFile {

    /** Far behind any byte, so that no system keeps readers from the bytes. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private final FileChannel channel;
    private final FileChannel lockChannel;
    private final Locks locks;
    private final boolean created;
    private final Path path;
    private final @Nullable Object key;

    private ClaimedFile(Path path, FileChannel channel, FileChannel lockChannel, Locks locks, boolean created)
            throws IOException {
        this.path = path;
        this.key = key(path);
        this.channel = channel;
        this.lockChannel = lockChannel;
        this.locks = locks;
        this.created = created;
    }

    /**
     * What keeps others out. The JVM forgets a lock that nobody refers to.
     *
     * @param problem why there is no lock against other processes, on a file system that cannot lock
     */
    private record Locks(@Nullable FileLock inProcess, @Nullable FileLock acrossProcesses, @Nullable String problem) {}

    static ClaimedFile open(Path file) throws IOException {
        boolean created = Files.notExists(file);
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException(file + " is no regular file; give the path of a file, or of one that is to be made");
        }
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        try {
            Path real = file.toRealPath();
            Path lockFile = real.resolveSibling("." + real.getFileName() + ".lock");
            FileLock inProcess = lockInProcess(channel, file, lockFile);
            FileChannel lockChannel = FileChannel.open(
                    lockFile, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
            try {
                Locks locks = lockAcrossProcesses(inProcess, lockChannel, file);
                return new ClaimedFile(real, channel, lockChannel, locks, created);
            } catch (IOException | RuntimeException e) {
                lockChannel.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static @Nullable FileLock lockInProcess(FileChannel channel, Path file, Path lockFile) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock(LOCKED_BYTE, 1, false);
        } catch (OverlappingFileLockException e) {
            throw new FileInUseException(file, "another task of this process");
        } catch (IOException e) {
            return null; // The other lock will say so, too.
        }
        if (lock == null) {
            try (FileChannel lockChannel = FileChannel.open(lockFile, StandardOpenOption.READ)) {
                throw new FileInUseException(file, owner(lockChannel));
            } catch (NoSuchFileException e) {
                throw new FileInUseException(file, owner(""));
            }
        }
        return lock;
    }

    private static Locks lockAcrossProcesses(@Nullable FileLock inProcess, FileChannel lockChannel, Path file)
            throws IOException {
        FileLock lock;
        try {
            lock = lockChannel.tryLock();
        } catch (OverlappingFileLockException e) {
            throw new FileInUseException(file, "another task of this process");
        } catch (IOException e) {
            return new Locks(inProcess, null, e.toString());
        }
        if (lock == null) {
            throw new FileInUseException(file, owner(lockChannel));
        }
        byte[] owner = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
        try {
            lockChannel.truncate(0).write(ByteBuffer.wrap(owner), 0);
        } catch (IOException e) {
            // A full disk. The number is for a message to others; the lock holds without it.
        }
        return new Locks(inProcess, lock, null);
    }

    private static String owner(FileChannel lockChannel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(32);
        int length = Math.max(0, lockChannel.read(text, 0));
        return owner(new String(text.array(), 0, length, StandardCharsets.US_ASCII));
    }

    private static String owner(String process) {
        return process.isEmpty() ? "another process" : "process " + process;
    }

    boolean created() {
        return created;
    }

    /** Why there is no lock, on a file system that cannot lock. */
    Optional<String> lockProblem() {
        return Optional.ofNullable(locks.problem());
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return channel.read(target, position);
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        return channel.write(source, position);
    }

    @Override
    public void force() throws IOException {
        channel.force(false);
    }

    @Override
    public void checkName() throws IOException {
        if (!Objects.equals(key, key(path))) {
            throw new FileGoneException(path);
        }
    }

    /** What the system knows the file by; null where it knows nothing of the kind, or there is no such file. */
    private static @Nullable Object key(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    @Override
    public void truncate(long size) throws IOException {
        channel.truncate(size);
    }

    @Override
    public void close() throws IOException {
        try {
            lockChannel.close();
        } finally {
            channel.close();
        }
    }
}
