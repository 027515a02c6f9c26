package dev.retort.plugins.distillation;

import dev.retort.model.ChatResult;
import dev.retort.model.JsonSpan;
import dev.retort.model.Usage;
import dev.retort.plugins.distillation.input.Input;
import dev.retort.plugins.distillation.result.Answered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A few records first, shown one by one, with an estimate of what all of them would take. Safe for use by many threads. */
final class Preflight {

    private static final int SHOWN_CHARACTERS = 60;

    private final int records;
    private final List<String> lines = new ArrayList<>();
    private long answers;
    private long promptTokens;
    private long completionTokens;
    private double dollars;
    private boolean priced;
    private Duration time = Duration.ZERO;

    /**
     * Nothing seen yet.
     *
     * @param records how many go first; 0 when there is to be no preflight
     */
    Preflight(int records) {
        this.records = records;
    }

    boolean wanted() {
        return records > 0;
    }

    /** Whether so many records are enough. */
    boolean enough(long asked) {
        return wanted() && asked >= records;
    }

    /** Notes an answer. */
    synchronized void saw(Answered answered) {
        if (!wanted()) {
            return;
        }
        ChatResult.Answer answer = answered.answer();
        Usage usage = answer.reply().usage();
        answers++;
        promptTokens += usage.prompt().orElse(0);
        completionTokens += usage.completion().orElse(0);
        OptionalDouble cost = answered.cost();
        cost.ifPresent(spent -> dollars += spent);
        priced |= cost.isPresent();
        time = time.plus(answer.latency());
        lines.add(String.format(
                Locale.ROOT,
                "  %s  %s  %,d + %,d tokens%s  %.1f s  %s",
                answered.recordId(),
                answer.reply().first().finishReason(),
                usage.prompt().orElse(0),
                usage.completion().orElse(0),
                cost.isPresent() ? "  " + money(cost.getAsDouble()) : "",
                seconds(answer.latency()),
                shown(answer.reply().first().content())));
    }

    /** Notes a failure. */
    synchronized void saw(Input.Question question, ChatResult.Failure failure) {
        if (wanted()) {
            lines.add("  " + question.recordId() + "  failed: " + failure.type() + ": " + failure.message());
        }
    }

    /**
     * What is told when all of them are through.
     *
     * @param total of the input, when it is known
     * @param concurrency as configured
     */
    synchronized List<String> told(OptionalLong total, int concurrency) {
        List<String> told = new ArrayList<>();
        told.add(String.format(Locale.ROOT, "preflight: %,d records", lines.size()));
        told.addAll(lines);
        if (answers == 0) {
            told.add("no answer came, so there is nothing to estimate from");
        } else if (total.isPresent()) {
            told.add(estimate(total.getAsLong(), concurrency));
        }
        return told;
    }

    private String estimate(long all, int concurrency) {
        double factor = (double) all / answers;
        return String.format(
                Locale.ROOT,
                "estimate for all %,d records: %,d prompt + %,d completion tokens%s, %s with %,d at once throughout",
                all,
                Math.round(promptTokens * factor),
                Math.round(completionTokens * factor),
                priced ? ", " + money(dollars * factor) : "",
                span(seconds(time) * factor / concurrency),
                concurrency);
    }

    private static String shown(@Nullable JsonSpan content) {
        if (content == null || !content.isString()) {
            return content == null ? "" : content.toString();
        }
        String text = content.text().strip().replaceAll("\\s+", " ");
        return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
    }

    static String money(double amount) {
        return amount >= 0.995
                ? String.format(Locale.ROOT, "$%,.2f", amount)
                : String.format(Locale.ROOT, "$%.4f", amount);
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    private static String span(double seconds) {
        if (seconds < 90) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        return seconds < 5_400
                ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
                : String.format(Locale.ROOT, "%.1f h", seconds / 3_600);
    }
}
