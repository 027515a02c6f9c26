package dev.retort.plugins.distillation.result;

import dev.retort.jsonl.JsonBytes;
import dev.retort.jsonl.JsonMembers;
import dev.retort.model.Choice;
import dev.retort.model.JsonSpan;
import dev.retort.plugins.distillation.result.OutputSection.Reasoning;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the choices of a reply, with its reasoning where the user wants it. What need not change stays in the bytes that came.
 *
 * <p>Servers put reasoning into {@code reasoning} or {@code reasoning_content} of the message, some into both, OpenRouter also into {@code
 * reasoning_details}; where nobody has taken it apart it is the start of the content.
 */
final class RenderedChoice {

    private static final List<String> INLINED = List.of("reasoning", "reasoning_content");
    private static final List<String> DROPPED = List.of("reasoning", "reasoning_content", "reasoning_details");

    private final Choice choice;
    private final List<String> without;
    private final @Nullable JsonBytes content;

    private RenderedChoice(Choice choice, List<String> without, @Nullable JsonBytes content) {
        this.choice = choice;
        this.without = without;
        this.content = content;
    }

    static RenderedChoice of(Choice choice, Reasoning reasoning) {
        return switch (reasoning) {
            case KEEP -> new RenderedChoice(choice, List.of(), null);
            case DROP -> new RenderedChoice(choice, DROPPED, withoutThinking(choice.content()));
            case INLINE_THINK -> inline(choice);
        };
    }

    private static RenderedChoice inline(Choice choice) {
        JsonSpan thought = choice.reasoning();
        if (thought == null || (thought.isString() && thought.length() == 2)) {
            return new RenderedChoice(choice, INLINED, null);
        }
        if (!thought.isString()) {
            return new RenderedChoice(choice, List.of(), null); // nothing that could stand in a text
        }
        JsonBytes inlined = new JsonBytes(thought.length() + choice.message().length());
        JsonSpan content = choice.content();
        boolean parts = content != null && content.source()[content.start()] == '[';
        if (parts) {
            inlined.raw("[{\"type\":\"text\",\"text\":");
        }
        // The bytes between the quotes of both texts are joined as they are, escapes and all.
        inlined.raw("\"<think>\\n").raw(thought.source(), thought.start() + 1, thought.end() - 1);
        inlined.raw("\\n</think>\\n\\n");
        if (content != null && content.isString()) {
            inlined.raw(content.source(), content.start() + 1, content.end() - 1);
        }
        inlined.raw("\"");
        if (parts && content != null) {
            boolean empty = content.toString().matches("\\[\\s*\\]");
            inlined.raw(empty ? "}" : "},").raw(content.source(), content.start() + 1, content.end());
        }
        return new RenderedChoice(choice, INLINED, inlined);
    }

    private static @Nullable JsonBytes withoutThinking(@Nullable JsonSpan content) {
        if (content == null || !content.isString()) {
            return null;
        }
        String text = content.text();
        String rest = AnswerText.withoutThinking(text);
        return rest.length() == text.length() ? null : new JsonBytes(rest.length() + 16).string(rest);
    }

    /** About as many bytes as the message takes. */
    int length() {
        return choice.message().length() + (content == null ? 0 : content.size());
    }

    /** Writes what the model said, or null. */
    void writeContent(JsonBytes out) {
        if (content != null) {
            out.raw(content);
        } else {
            Spans.write(out, choice.content());
        }
    }

    /** Whether the message still holds reasoning apart from its content. */
    boolean hasReasoning() {
        return choice.reasoning() != null && without.isEmpty();
    }

    void writeReasoning(JsonBytes out) {
        Spans.write(out, choice.reasoning());
    }

    /** Writes the message of the assistant. */
    void writeMessage(JsonBytes out) {
        JsonSpan message = choice.message();
        if (content == null && without.isEmpty()) {
            Spans.write(out, message);
            return;
        }
        boolean written = content == null;
        String comma = "";
        out.raw("{");
        JsonMembers members = JsonMembers.of(message.source(), message.start(), message.end());
        while (members.next()) {
            if (without.stream().anyMatch(members::isNamed)) {
                continue;
            }
            out.raw(comma);
            comma = ",";
            if (content != null && members.isNamed("content")) {
                out.raw(message.source(), members.nameFrom(), members.valueFrom())
                        .raw(content);
                written = true;
            } else {
                out.raw(message.source(), members.nameFrom(), members.valueTo());
            }
        }
        if (!written && content != null) {
            out.raw(comma).raw("\"content\":").raw(content);
        }
        out.raw("}");
    }

    /** Writes the whole choice, with its log probabilities and whatever else came. */
    void writeTo(JsonBytes out) {
        write(out, true);
    }

    /** Writes the choice without its message, which stands elsewhere. */
    void writeWithoutMessage(JsonBytes out) {
        write(out, false);
    }

    private void write(JsonBytes out, boolean withMessage) {
        JsonSpan raw = choice.raw();
        String comma = "";
        out.raw("{");
        JsonMembers members = JsonMembers.of(raw.source(), raw.start(), raw.end());
        while (members.next()) {
            boolean message = members.isNamed("message");
            if (message && !withMessage) {
                continue;
            }
            out.raw(comma);
            comma = ",";
            if (message) {
                out.raw("\"message\":");
                writeMessage(out);
            } else {
                out.raw(raw.source(), members.nameFrom(), members.valueTo());
            }
        }
        out.raw("}");
    }

    /** Whether the choice tells more than its message and why it ended. */
    boolean tellsMore() {
        JsonSpan raw = choice.raw();
        JsonMembers members = JsonMembers.of(raw.source(), raw.start(), raw.end());
        while (members.next()) {
            boolean known = members.isNamed("index") || members.isNamed("message") || members.isNamed("finish_reason");
            if (!known && raw.source()[members.valueFrom()] != 'n') {
                return true;
            }
        }
        return false;
    }
}
