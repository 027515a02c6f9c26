package dev.retort.model;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a well-formed reply is an answer. */
final class ReplyVerdicts {

    /** DeepSeek ran out of machines; OpenRouter's upstream failed; vLLM gave the request up. */
    private static final Set<String> UNFINISHED = Set.of("insufficient_system_resource", "error", "abort");

    private ReplyVerdicts() {}

    /** What is wrong with it, or null when it is an answer. With several choices, one good one makes it an answer. */
    static @Nullable AttemptFailure on(ChatReply reply, int status) {
        AttemptFailure first = null;
        for (Choice choice : reply.choices()) {
            AttemptFailure failure = on(choice, status);
            if (failure == null) {
                return null;
            }
            first = first == null ? failure : first;
        }
        return first;
    }

    private static @Nullable AttemptFailure on(Choice choice, int status) {
        String finish = choice.finishReason();
        if (finish == null) {
            return null;
        }
        if (UNFINISHED.contains(finish)) {
            String type = finish.equals("insufficient_system_resource") ? finish : "generation_" + finish;
            return AttemptFailure.of(
                    FailureClass.TRANSIENT,
                    type,
                    "the server stopped before the answer was done (finish_reason " + finish + ")",
                    status);
        }
        if (finish.equals("content_filter") && !choice.hasContent()) {
            return AttemptFailure.of(
                    FailureClass.RECORD,
                    "content_filter",
                    "the content filter left nothing of the answer (finish_reason content_filter)",
                    status);
        }
        return null;
    }
}
