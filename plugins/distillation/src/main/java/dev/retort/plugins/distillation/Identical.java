package dev.retort.plugins.distillation;

import dev.retort.jsonl.IdIndex;
import dev.retort.plugins.distillation.input.Input;
import dev.retort.plugins.distillation.reuse.RequestFingerprint;
import dev.retort.plugins.distillation.reuse.ReuseIndex;
import dev.retort.plugins.distillation.reuse.StoredAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Knows which requests have an answer already: in an earlier output that is to be reused, and, when identical requests are to be sent
 * once, in the output of this run. A record whose request is under way is put off to the next pass over such records; by then its
 * answer is on disk. Safe for use by many threads.
 */
final class Identical implements AutoCloseable {

    /** In this pass a record whose request has failed for another one fails as that did. */
    private static final int LAST_PASS = 3;

    private final boolean once;
    private final Path own;
    private final Path waiting;
    private final @Nullable ReuseIndex earlier;
    private @Nullable ReuseIndex answered;
    private IdIndex sent = new IdIndex();
    private Deferred deferred;
    private int pass = 1;

    private Identical(boolean once, Path own, Path waiting, @Nullable ReuseIndex earlier) {
        this.once = once;
        this.own = own;
        this.waiting = waiting;
        this.earlier = earlier;
        this.deferred = new Deferred(waiting.resolveSibling(waiting.getFileName() + ".1"));
    }

    /**
     * Reads what has an answer.
     *
     * @param reuse an earlier output, when one is to be used
     * @param once whether identical requests are sent once
     * @param own the answers of this run, which earlier runs may have begun
     * @param waiting names the files in which records wait
     */
    static Identical open(Optional<Path> reuse, boolean once, Path own, Path waiting) throws IOException {
        ReuseIndex earlier = reuse.isPresent() ? ReuseIndex.read(reuse.get()) : null;
        Identical identical = new Identical(once, own, waiting, earlier);
        try {
            identical.readOwn();
            return identical;
        } catch (IOException | RuntimeException | Error e) {
            identical.close();
            throw e;
        }
    }

    /** What is to be done with a record. */
    sealed interface Course {

        /** Its request is to be sent. */
        record Send() implements Course {}

        /**
         * There is an answer.
         *
         * @param ofThisRun whether it stands in the output of this run
         */
        record Take(StoredAnswer answer, boolean ofThisRun) implements Course {}

        /** It waits for the answer to the same request. */
        record Wait() implements Course {}

        /** The same request has failed for other records. */
        record Fail() implements Course {}
    }

    /** Whether the earlier output holds lines, and nothing that can be reused. */
    boolean reusesNothing() {
        return earlier != null && earlier.tellsNoRequest();
    }

    /** How many requests of the earlier output have an answer. */
    long reusable() {
        return earlier == null ? 0 : earlier.size();
    }

    /** Decides about a record; one that waits is put off here. */
    synchronized Course courseOf(RequestFingerprint request, Input.Question question) throws IOException {
        if (earlier != null) {
            Optional<StoredAnswer> found = earlier.find(request);
            if (found.isPresent()) {
                return new Course.Take(found.get(), false);
            }
        }
        if (answered != null) {
            Optional<StoredAnswer> found = answered.find(request);
            if (found.isPresent()) {
                return new Course.Take(found.get(), true);
            }
        }
        if (!once) {
            return new Course.Send();
        }
        if (pass >= LAST_PASS) {
            return new Course.Fail();
        }
        if (sent.putIfAbsent(request.high(), (int) request.low(), 1) == IdIndex.ABSENT) {
            return new Course.Send();
        }
        deferred.add(question);
        return new Course.Wait();
    }

    /** Whether records wait for the next pass. */
    synchronized boolean anyWait() {
        return deferred.count() > 0;
    }

    /**
     * Begins the next pass, when nothing is under way and everything that came is on disk.
     *
     * @return the records that waited
     */
    synchronized Deferred nextPass() throws IOException {
        Deferred due = deferred;
        pass++;
        deferred = new Deferred(waiting.resolveSibling(waiting.getFileName() + "." + pass));
        sent = new IdIndex();
        readOwn();
        return due;
    }

    private void readOwn() throws IOException {
        if (answered != null) {
            answered.close();
            answered = null;
        }
        if (once && Files.exists(own)) {
            answered = ReuseIndex.read(own);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        try (Deferred last = deferred;
                ReuseIndex first = earlier;
                ReuseIndex second = answered) {
            answered = null;
        }
    }
}
