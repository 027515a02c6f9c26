package dev.retort.plugins.distillation.result;

import dev.retort.jsonl.JsonBytes;
import dev.retort.jsonl.Splice;
import dev.retort.model.ChatReply;
import dev.retort.model.ChatResult;
import dev.retort.model.Choice;
import dev.retort.model.JsonSpan;
import dev.retort.plugins.distillation.identity.RecordId;
import dev.retort.plugins.distillation.input.Input;
import java.time.InstantSource;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Composes the lines that a distillation writes. The bytes of the input record stay as they are; what is new stands before its
 * closing brace. {@code generation} comes last and starts with {@code record_id}, which {@link EarlierRuns} reads.
 */
public final class ResultLines {

    private final InstantSource clock;
    private final UnaryOperator<String> mask;

    /**
     * Takes what the lines need besides the records.
     *
     * @param mask removes secrets from what an endpoint said
     */
    public ResultLines(InstantSource clock, UnaryOperator<String> mask) {
        this.clock = clock;
        this.mask = mask;
    }

    /** The record with its answer. */
    public byte[] answered(Answered answered) {
        ChatResult.Answer answer = answered.answer();
        ChatReply reply = answer.reply();
        Choice first = reply.first();
        JsonBytes more = new JsonBytes(1_024 + 3 * first.message().length());
        more.raw("\"response\":");
        value(more, first.content());
        more.raw(",\"final_messages\":");
        answered.prompt().kept().writeOpen(more);
        more.raw(",");
        value(more, first.message());
        more.raw("]");
        more.raw(",");
        generation(more, answered.recordId());
        more.raw(",\"line\":").number(answered.line());
        more.raw(",\"model\":");
        text(more, reply.model());
        more.raw(",\"finish_reason\":");
        text(more, first.finishReason());
        more.raw(",\"usage\":");
        value(more, reply.usage().raw());
        more.raw(",\"attempts\":").number(answer.attempts());
        more.raw(",\"latency_ms\":").number(answer.latency().toMillis());
        if (reply.choices().size() > 1) {
            more.raw(",\"choices\":[");
            for (int i = 0; i < reply.choices().size(); i++) {
                more.raw(i == 0 ? "" : ",");
                value(more, reply.choices().get(i).raw());
            }
            more.raw("]");
        }
        more.raw("}");
        return Splice.into(answered.record(), more);
    }

    /** The record with the reason why it has no answer. */
    public byte[] failed(Input.Question question, ChatResult.Failure failure) {
        Reason reason = new Reason(
                mask.apply(failure.message()), failure.type(), clock.instant().toString());
        JsonBytes generation = new JsonBytes(256);
        generation.raw(",\"attempts\":").number(failure.attempts());
        generation.raw(",\"http_status\":").number(failure.httpStatus());
        return FailureLine.of(question.record(), question.recordId(), question.line(), reason, generation);
    }

    /** The record with the reason why no request could be made of it. */
    public byte[] failed(Input.Question question, String type, String message) {
        Reason reason = new Reason(mask.apply(message), type, clock.instant().toString());
        return FailureLine.of(
                question.record(),
                question.recordId(),
                question.line(),
                reason,
                new JsonBytes(32).raw(",\"attempts\":0"));
    }

    /** A line that could not be sent, with the reason; what is no JSON object becomes the text of a member {@code raw}. */
    public byte[] unusable(Input.Unusable input) {
        Reason reason = new Reason(
                mask.apply(input.message()), input.type(), clock.instant().toString());
        JsonBytes generation = new JsonBytes(32).raw(",\"attempts\":0");
        return input.record() == null
                ? FailureLine.of(input, reason, generation)
                : FailureLine.of(input.record(), input.recordId(), input.line(), reason, generation);
    }

    /**
     * Why a record has no answer.
     *
     * @param message for people
     * @param type in snake_case
     * @param time as ISO-8601
     */
    public record Reason(String message, String type, String time) {}

    /** Begins the member that comes last: what follows, up to the closing brace, is up to the caller. */
    public static void generation(JsonBytes out, RecordId recordId) {
        out.raw("\"generation\":{\"record_id\":");
        recordId.writeTo(out);
    }

    private static void value(JsonBytes out, @Nullable JsonSpan span) {
        if (span == null) {
            out.raw("null");
        } else {
            out.raw(span.source(), span.start(), span.end());
        }
    }

    private static void text(JsonBytes out, @Nullable String text) {
        if (text == null) {
            out.raw("null");
        } else {
            out.string(text);
        }
    }
}
