package dev.retort.plugins.distillation.prompt;

import dev.retort.jsonl.JsonBytes;
import dev.retort.jsonl.JsonElements;
import dev.retort.jsonl.JsonRecord;
import java.util.List;
import java.util.Optional;

/** Puts images into the last user message as content parts, behind its text. They stand there as the record names them. */
final class ImageParts {

    private final Optional<String> detail;

    ImageParts(Optional<String> detail) {
        this.detail = detail;
    }

    /**
     * Messages with images.
     *
     * @throws UnusableException when no message of the user's is there that could take them
     */
    With into(Messages messages, List<String> images) throws UnusableException {
        JsonRecord turn = Turns.lastUser(Turns.of(messages))
                .orElseThrow(() ->
                        new UnusableException("bad_messages", "no user message is there that could take the images"));
        byte[] source = messages.source();
        JsonBytes out = new JsonBytes(messages.length() + 128 * images.size() + 128);
        boolean content = turn.has(Turns.CONTENT);
        out.raw(source, messages.from(), content ? turn.valueFrom(Turns.CONTENT) : turn.closingBrace());
        out.raw(content ? "[" : (turn.isEmpty() ? "" : ",") + "\"content\":[");
        boolean first = !content || !parts(turn, out);
        int from = out.size();
        for (String image : images) {
            out.raw(first ? "" : ",")
                    .raw("{\"type\":\"image_url\",\"image_url\":{\"url\":")
                    .string(image);
            detail.ifPresent(text -> out.raw(",\"detail\":").string(text));
            out.raw("}}");
            first = false;
        }
        int to = out.size();
        out.raw("]").raw(source, content ? turn.valueTo(Turns.CONTENT) : turn.closingBrace(), messages.to());
        return new With(new Messages(out.array(), 0, out.size()), from, to);
    }

    /** Writes the parts that are there already; false when there is none. */
    private static boolean parts(JsonRecord turn, JsonBytes out) throws UnusableException {
        int from = turn.valueFrom(Turns.CONTENT);
        int to = turn.valueTo(Turns.CONTENT);
        switch (turn.kind(Turns.CONTENT)) {
            case STRING -> {
                if (to - from == 2) {
                    return false;
                }
                out.raw("{\"type\":\"text\",\"text\":")
                        .raw(turn.bytes(), from, to)
                        .raw("}");
                return true;
            }
            case ARRAY -> {
                JsonElements elements = new JsonElements(turn.bytes(), from);
                boolean any = false;
                while (elements.next()) {
                    out.raw(any ? "," : "").raw(turn.bytes(), elements.from(), elements.to());
                    any = true;
                }
                return any;
            }
            case NULL -> {
                return false;
            }
            default ->
                throw new UnusableException(
                        "bad_messages",
                        "the content of the last user message is "
                                + turn.kind(Turns.CONTENT).phrase() + ", which cannot take the images");
        }
    }

    /**
     * Messages that name images.
     *
     * @param from where the parts begin that were put in
     * @param to where they end
     */
    record With(Messages messages, int from, int to) {}
}
