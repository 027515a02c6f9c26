package dev.retort.plugins.distillation.result;

import dev.retort.jsonl.JsonBytes;
import dev.retort.jsonl.JsonMembers;
import dev.retort.model.ChatReply;
import dev.retort.model.Choice;
import dev.retort.model.JsonSpan;
import dev.retort.plugins.distillation.result.OutputSection.Detail;
import dev.retort.plugins.distillation.result.OutputSection.Reasoning;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The member {@code generation}: how an answer came about, and what came with it. It begins with {@code record_id}. */
final class Generation {

    /** Members of a reply that stand elsewhere, or always say the same. */
    private static final List<String> KNOWN = List.of("choices", "model", "usage", "object", "error");

    /** A billionth of a dollar, which is less than one token costs anywhere. */
    private static final int DECIMALS = 9;

    private Generation() {}

    /**
     * Writes the value.
     *
     * @param rejection to be told in here, for want of another place
     */
    static void write(
            JsonBytes out, Answered answered, Detail detail, Reasoning reasoning, @Nullable Rejection rejection) {
        out.raw("{\"record_id\":");
        answered.recordId().writeTo(out);
        out.raw(",\"line\":").number(answered.line());
        answered.fingerprint().ifPresent(hex -> out.raw(",\"request\":").string(hex));
        if (detail == Detail.FULL) {
            request(out, answered);
            origin(out, answered.origin());
            reply(out, answered.answer().reply());
            choices(out, answered.answer().reply(), reasoning);
        }
        if (rejection != null) {
            rejection.writeTo(out.raw(","));
        }
        out.raw("}");
    }

    private static void request(JsonBytes out, Answered answered) {
        ChatReply reply = answered.answer().reply();
        out.raw(",\"model\":");
        Spans.write(out, reply.model());
        out.raw(",\"finish_reason\":");
        Spans.write(out, reply.first().finishReason());
        out.raw(",\"usage\":");
        Spans.write(out, reply.usage().raw());
        out.raw(",\"attempts\":").number(answered.answer().attempts());
        out.raw(",\"latency_ms\":").number(answered.answer().latency().toMillis());
        answered.answer().firstToken().ifPresent(time -> out.raw(",\"first_token_ms\":")
                .number(time.toMillis()));
        answered.cost().ifPresent(dollars -> out.raw(",\"cost\":").raw(plain(dollars)));
        if (answered.repairs() > 0) {
            out.raw(",\"repairs\":").number(answered.repairs());
        }
        answered.endpoint().ifPresent(shown -> out.raw(",\"endpoint\":").string(shown));
    }

    /** Without an exponent, which some readers take for a text. */
    private static String plain(double dollars) {
        BigDecimal rounded = BigDecimal.valueOf(dollars).setScale(DECIMALS, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    private static void origin(JsonBytes out, Origin origin) {
        if (origin instanceof Origin.Duplicate duplicate) {
            out.raw(",\"origin\":\"duplicate\",\"of\":");
            duplicate.of().writeTo(out);
        } else if (origin instanceof Origin.Reused) {
            out.raw(",\"origin\":\"reused\"");
        }
    }

    /** What else the reply says of itself: its id, when it was made, the fingerprint of the system. */
    private static void reply(JsonBytes out, ChatReply reply) {
        JsonSpan raw = reply.raw();
        boolean any = false;
        JsonMembers members = JsonMembers.of(raw.source(), raw.start(), raw.end());
        while (members.next()) {
            boolean isNull = raw.source()[members.valueFrom()] == 'n';
            if (!isNull && !isKnown(members)) {
                out.raw(any ? "," : ",\"reply\":{").raw(raw.source(), members.nameFrom(), members.valueTo());
                any = true;
            }
        }
        if (any) {
            out.raw("}");
        }
    }

    /** A loop, since this is asked for each member of each reply. */
    private static boolean isKnown(JsonMembers members) {
        for (String name : KNOWN) {
            if (members.isNamed(name)) {
                return true;
            }
        }
        return false;
    }

    /** All of several; of a single one what it holds besides its message, which is the last of the messages already. */
    private static void choices(JsonBytes out, ChatReply reply, Reasoning reasoning) {
        if (reply.choices().size() == 1) {
            RenderedChoice only = RenderedChoice.of(reply.first(), Reasoning.KEEP);
            if (only.tellsMore()) {
                out.raw(",\"choices\":[");
                only.writeWithoutMessage(out);
                out.raw("]");
            }
            return;
        }
        String before = ",\"choices\":[";
        for (Choice choice : reply.choices()) {
            out.raw(before);
            RenderedChoice.of(choice, reasoning).writeTo(out);
            before = ",";
        }
        out.raw("]");
    }
}
