package dev.retort.plugins.distillation.prompt;

import dev.retort.jsonl.JsonElements;
import dev.retort.jsonl.JsonKind;
import dev.retort.jsonl.JsonRecord;
import dev.retort.jsonl.JsonRecordException;
import dev.retort.jsonl.MemberNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads messages one by one, where they stand. */
final class Turns {

    static final int ROLE = 0;
    static final int CONTENT = 1;

    private static final MemberNames NAMES = MemberNames.of("role", "content");
    private static final MemberNames PART = MemberNames.of("text", "image_url");
    private static final int TEXT = 0;
    private static final int IMAGE = 1;
    private static final MemberNames IMAGE_URL = MemberNames.of("url");

    private Turns() {}

    /**
     * Every message of the array, parsed for {@link #ROLE} and {@link #CONTENT}.
     *
     * @throws UnusableException when one of them is no object, or has its role or content twice
     */
    static List<JsonRecord> of(Messages messages) throws UnusableException {
        List<JsonRecord> turns = new ArrayList<>();
        JsonElements elements = new JsonElements(messages.source(), messages.from());
        while (elements.next()) {
            try {
                turns.add(JsonRecord.parse(messages.source(), elements.from(), elements.to(), NAMES));
            } catch (JsonRecordException e) {
                throw new UnusableException("bad_messages", "message " + (turns.size() + 1) + ": " + e.problem());
            }
        }
        return turns;
    }

    static String role(JsonRecord turn) {
        return turn.has(ROLE) && turn.kind(ROLE) == JsonKind.STRING ? turn.text(ROLE) : "";
    }

    /** The text of the last user message, its parts on lines of their own; empty when there is none. */
    static String lastUserText(Messages messages) {
        Optional<JsonRecord> last = lastUser(readable(messages));
        if (last.isEmpty() || !last.get().has(CONTENT)) {
            return "";
        }
        JsonRecord turn = last.get();
        if (turn.kind(CONTENT) == JsonKind.STRING) {
            return turn.text(CONTENT);
        }
        List<String> texts = new ArrayList<>();
        for (JsonRecord part : parts(turn)) {
            if (part.has(TEXT) && part.kind(TEXT) == JsonKind.STRING) {
                texts.add(part.text(TEXT));
            }
        }
        return String.join("\n", texts);
    }

    /** What the image parts of all messages refer to, in order. */
    static List<String> imageUrls(Messages messages) {
        return imageUrlsOf(messages).stream().map(ImageUrl::text).toList();
    }

    /** The same, with their places. */
    static List<ImageUrl> imageUrlsOf(Messages messages) {
        List<ImageUrl> urls = new ArrayList<>();
        for (JsonRecord turn : readable(messages)) {
            for (JsonRecord part : parts(turn)) {
                imageUrl(part).ifPresent(urls::add);
            }
        }
        return List.copyOf(urls);
    }

    /**
     * What an image part refers to.
     *
     * @param from of the JSON string in the messages' bytes
     * @param to behind it
     */
    record ImageUrl(int from, int to, String text) {}

    static Optional<JsonRecord> lastUser(List<JsonRecord> turns) {
        for (int i = turns.size() - 1; i >= 0; i--) {
            if (role(turns.get(i)).equals("user")) {
                return Optional.of(turns.get(i));
            }
        }
        return Optional.empty();
    }

    private static Optional<ImageUrl> imageUrl(JsonRecord part) {
        if (!part.has(IMAGE)) {
            return Optional.empty();
        }
        if (part.kind(IMAGE) == JsonKind.STRING) {
            return Optional.of(new ImageUrl(part.valueFrom(IMAGE), part.valueTo(IMAGE), part.text(IMAGE)));
        }
        try {
            JsonRecord image = JsonRecord.parse(part.bytes(), part.valueFrom(IMAGE), part.valueTo(IMAGE), IMAGE_URL);
            return image.has(0) && image.kind(0) == JsonKind.STRING
                    ? Optional.of(new ImageUrl(image.valueFrom(0), image.valueTo(0), image.text(0)))
                    : Optional.empty();
        } catch (JsonRecordException e) {
            return Optional.empty();
        }
    }

    private static List<JsonRecord> parts(JsonRecord turn) {
        List<JsonRecord> parts = new ArrayList<>();
        if (turn.has(CONTENT) && turn.kind(CONTENT) == JsonKind.ARRAY) {
            JsonElements elements = new JsonElements(turn.bytes(), turn.valueFrom(CONTENT));
            while (elements.next()) {
                part(turn.bytes(), elements).ifPresent(parts::add);
            }
        }
        return parts;
    }

    /** Nothing for what is no part that could be shown; the endpoint will say what it thinks of it. */
    private static Optional<JsonRecord> part(byte[] bytes, JsonElements element) {
        try {
            return Optional.of(JsonRecord.parse(bytes, element.from(), element.to(), PART));
        } catch (JsonRecordException e) {
            return Optional.empty();
        }
    }

    /** For showing: messages that cannot be told apart have nothing to show. */
    private static List<JsonRecord> readable(Messages messages) {
        try {
            return of(messages);
        } catch (UnusableException e) {
            return List.of();
        }
    }
}
