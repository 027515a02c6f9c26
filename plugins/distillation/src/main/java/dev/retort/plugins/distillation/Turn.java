package dev.retort.plugins.distillation;

import dev.retort.model.ChatResult;
import dev.retort.plugins.distillation.input.Input;
import dev.retort.plugins.distillation.prompt.Messages;
import dev.retort.plugins.distillation.result.Answered;
import dev.retort.plugins.distillation.reuse.RequestFingerprint;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One request for a record: the first, or one that asks for a better answer than the one before.
 *
 * @param sent its messages
 * @param fingerprint of the record's first request
 * @param before the answer that did not fit, and what it took; null at first
 * @param violation what was wrong with it; empty at first
 */
record Turn(
        Input.Question question,
        Messages sent,
        RequestFingerprint fingerprint,
        @Nullable Answered before,
        String violation) {

    static Turn first(Input.Question question, Messages sent, RequestFingerprint fingerprint) {
        return new Turn(question, sent, fingerprint, null, "");
    }

    Turn mending(Messages next, Answered answer, String wrong) {
        return new Turn(question, next, fingerprint, answer, wrong);
    }

    int repairs() {
        return before == null ? 0 : before.repairs() + 1;
    }

    /** The answer with all that the record took so far: attempts and money of the turns before it are in. */
    Answered answered(ChatResult.Answer answer, OptionalDouble cost) {
        Answered earlier = before;
        if (earlier == null) {
            return Answered.of(question, answer).withCost(cost).withFingerprint(fingerprint.hex());
        }
        ChatResult.Answer all = new ChatResult.Answer(
                answer.reply(),
                earlier.answer().attempts() + answer.attempts(),
                answer.latency(),
                earlier.answer().total().plus(answer.total()),
                answer.endpoint(),
                answer.firstToken());
        OptionalDouble spent = cost.isPresent() && earlier.cost().isPresent()
                ? OptionalDouble.of(earlier.cost().getAsDouble() + cost.getAsDouble())
                : cost;
        return Answered.of(question, all).withCost(spent).withRepairs(repairs()).withFingerprint(fingerprint.hex());
    }
}
