package dev.retort.plugins.distillation;

import dev.retort.model.ChatResult;
import dev.retort.model.Usage;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Counts what a run has done. An answer counts once it is safe on disk, not before. */
final class Tally {

    static final long LONGEST_MICROS = Duration.ofDays(2).toNanos() / 1_000;

    private final LongAdder answered = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder skipped = new LongAdder();
    private final LongAdder taken = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final LongAdder attempts = new LongAdder();
    private final LongAdder truncated = new LongAdder();
    private final LongAdder promptTokens = new LongAdder();
    private final LongAdder completionTokens = new LongAdder();
    private final LongAdder cachedTokens = new LongAdder();
    private final LongAdder reasoningTokens = new LongAdder();
    private final LongAdder withoutUsage = new LongAdder();
    private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> rejections = new ConcurrentHashMap<>();
    private final RecentLatency recent = new RecentLatency();
    private final Histogram firstTokens = new ConcurrentHistogram(LONGEST_MICROS, 3);
    private final Histogram latencies = new ConcurrentHistogram(LONGEST_MICROS, 3);
    private volatile long total = -1;
    private volatile boolean skippedCounted;

    /** An answer came: what it cost is spent, wherever its line is. */
    void received(ChatResult.Answer answer) {
        attempts.add(answer.attempts());
        long micros = Math.min(answer.latency().toNanos() / 1_000, LONGEST_MICROS);
        latencies.recordValue(micros);
        recent.record(micros);
        answer.firstToken()
                .ifPresent(time -> firstTokens.recordValue(Math.min(time.toNanos() / 1_000, LONGEST_MICROS)));
        Usage usage = answer.reply().usage();
        cachedTokens.add(usage.cached().orElse(0));
        reasoningTokens.add(usage.reasoning().orElse(0));
        promptTokens.add(usage.prompt().orElse(0));
        completionTokens.add(usage.completion().orElse(0));
        if (usage.prompt().isEmpty() && usage.completion().isEmpty()) {
            withoutUsage.increment();
        }
        if ("length".equals(answer.reply().first().finishReason())) {
            truncated.increment();
        }
    }

    /** An answer was there already; nothing was sent for it. */
    void taken() {
        taken.increment();
    }

    /** Answers for which nothing was sent. */
    long takenCount() {
        return taken.sum();
    }

    /** The line of an answer is safe. */
    void answered() {
        answered.increment();
    }

    /** The line of a failure is safe. */
    void failed(String type, int attemptsMade) {
        attempts.add(attemptsMade);
        failures.computeIfAbsent(type, name -> new LongAdder()).increment();
        failed.increment();
    }

    /** The line of an answer that a filter set aside is safe. */
    void rejected(String type) {
        rejections.computeIfAbsent(type, name -> new LongAdder()).increment();
        rejected.increment();
    }

    /** Answers that a filter set aside. */
    long rejectedCount() {
        return rejected.sum();
    }

    Map<String, Long> rejections() {
        return sums(rejections);
    }

    /** A line could not be written; its record has to be done again. */
    void lost() {
        lost.increment();
    }

    long lostCount() {
        return lost.sum();
    }

    /** A record was found finished; in a further round that is known already. */
    void skipped() {
        if (!skippedCounted) {
            skipped.increment();
        }
    }

    /**
     * What failed is done again.
     *
     * @param failedEarlier records that failed in an earlier run: they counted as skipped, and are now to be done
     */
    void nextRound(long failedEarlier) {
        failed.reset();
        failures.clear();
        skipped.add(-failedEarlier);
        skippedCounted = true;
    }

    /** How many lines the input has, once that is known. */
    void total(long lines) {
        total = lines;
    }

    /** How many records there are, when that is known. */
    OptionalLong total() {
        long all = total;
        return all < 0 ? OptionalLong.empty() : OptionalLong.of(all);
    }

    long answeredCount() {
        return answered.sum();
    }

    long failedCount() {
        return failed.sum();
    }

    long skippedCount() {
        return skipped.sum();
    }

    long attemptCount() {
        return attempts.sum();
    }

    /** Answers that ended with {@code finish_reason: length}. */
    long truncatedCount() {
        return truncated.sum();
    }

    long promptTokenCount() {
        return promptTokens.sum();
    }

    long completionTokenCount() {
        return completionTokens.sum();
    }

    /** Those of the prompt tokens that the endpoint had cached. */
    long cachedTokenCount() {
        return cachedTokens.sum();
    }

    /** Those of the completion tokens that were reasoning. */
    long reasoningTokenCount() {
        return reasoningTokens.sum();
    }

    /** Answers whose usage the endpoint did not tell. */
    long withoutUsageCount() {
        return withoutUsage.sum();
    }

    /** Records without an answer or a failure yet, when the total is known. */
    OptionalLong toGo() {
        long all = total;
        return all < 0
                ? OptionalLong.empty()
                : OptionalLong.of(
                        Math.max(0, all - answeredCount() - rejectedCount() - failedCount() - skippedCount()));
    }

    /** Times to the first token of the answers that were streamed, in microseconds. */
    Histogram firstTokens() {
        return firstTokens.copy();
    }

    /** Latencies of the last few seconds. */
    RecentLatency recentLatency() {
        return recent;
    }

    /** Latencies of the attempts that were answered, in microseconds. */
    Histogram latencies() {
        return latencies.copy();
    }

    Map<String, Long> failures() {
        return sums(failures);
    }

    private static Map<String, Long> sums(Map<String, LongAdder> counts) {
        Map<String, Long> sums = new TreeMap<>();
        counts.forEach((type, count) -> sums.put(type, count.sum()));
        return sums;
    }
}
