package dev.retort.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value that comes in pieces. Texts are strung together as they stand between their quotes, so that nothing is decoded and an
 * escaped surrogate pair may come in halves; objects grow by their members, lists by their elements, and elements with the same {@code
 * index} are one (as the pieces of tool calls are). Of everything else the last piece counts, and null is no piece at all.
 */
final class StreamedValue {

    /** Said again with every piece by some servers, rather than continued. */
    private static final Set<String> REPEATED = Set.of("role", "type", "id", "format");

    private static final JsonSpan TEXT_TYPE = JsonSpan.of("\"text\"");
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private enum Kind {
        NULL,
        TEXT,
        OTHER,
        OBJECT,
        LIST
    }

    private record Item(OptionalLong index, StreamedValue value) {}

    private Kind kind = Kind.NULL;
    private @Nullable GrowingBytes bytes;
    private @Nullable StreamedValue openPart;
    private final Map<String, StreamedValue> members = new LinkedHashMap<>(2);
    private final List<Item> items = new ArrayList<>(0);

    boolean isNull() {
        return kind == Kind.NULL;
    }

    /** The member, made when it is not there. */
    StreamedValue member(String name) {
        kind = Kind.OBJECT;
        return members.computeIfAbsent(name, each -> new StreamedValue());
    }

    boolean hasMember(String name) {
        return members.containsKey(name);
    }

    /** Takes another piece, which must be valid JSON. */
    void add(String name, JsonSpan piece) throws MalformedReplyException {
        switch (piece.source()[piece.start()]) {
            case 'n' -> {}
            case '"' -> text(name, piece);
            case '{' -> object(piece);
            case '[' -> list(piece);
            default -> other(piece);
        }
    }

    /** Takes the value in place of all that came before. */
    void set(JsonSpan value) {
        other(value);
    }

    GrowingBytes writeTo(GrowingBytes out) {
        switch (kind) {
            case NULL -> out.add(NULL);
            case TEXT -> raw(out.ascii("\"")).ascii("\"");
            case OTHER -> raw(out);
            case OBJECT -> {
                String before = "{";
                for (Map.Entry<String, StreamedValue> member : members.entrySet()) {
                    out.ascii(before).add(Json.quoted(member.getKey())).ascii(":");
                    member.getValue().writeTo(out);
                    before = ",";
                }
                out.ascii(members.isEmpty() ? "{}" : "}");
            }
            case LIST -> {
                String before = "[";
                for (Item item : items) {
                    item.value.writeTo(out.ascii(before));
                    before = ",";
                }
                out.ascii(items.isEmpty() ? "[]" : "]");
            }
        }
        return out;
    }

    private GrowingBytes raw(GrowingBytes out) {
        return bytes == null ? out : out.add(bytes.bytes(), 0, bytes.length());
    }

    private void text(String name, JsonSpan piece) throws MalformedReplyException {
        int start = piece.start() + 1;
        int end = piece.end() - 1;
        if (kind == Kind.LIST) {
            if (start < end) {
                part(piece);
            }
            return;
        }
        GrowingBytes text = become(Kind.TEXT, Math.max(16, piece.length()));
        boolean again = REPEATED.contains(name) && start < end;
        if (again || (name.equals("name") && isAll(text, piece.source(), start, end))) {
            text.clear();
        }
        text.add(piece.source(), start, end);
    }

    /** A text beside a list of parts, as when a model first thinks in parts and then answers in plain text, is a part of its own. */
    private void part(JsonSpan piece) throws MalformedReplyException {
        if (openPart == null) {
            openPart = new StreamedValue();
            openPart.member("type").set(TEXT_TYPE);
            items.add(new Item(OptionalLong.empty(), openPart));
        }
        openPart.member("text").add("text", piece);
    }

    private void object(JsonSpan piece) throws MalformedReplyException {
        become(Kind.OBJECT);
        JsonCursor at = piece.cursor();
        at.enterObject();
        for (String name = at.nextName(); name != null; name = at.nextName()) {
            String whole = name.isEmpty() ? at.longName() : name;
            member(whole).add(whole, at.value());
        }
    }

    private void list(JsonSpan piece) throws MalformedReplyException {
        JsonSpan before = kind == Kind.TEXT && bytes != null && bytes.length() > 0 ? whole() : null;
        become(Kind.LIST);
        if (before != null) {
            part(before);
        }
        JsonCursor at = piece.cursor();
        at.enterArray();
        openPart = null;
        while (at.nextElement()) {
            JsonSpan element = at.value();
            OptionalLong index = index(element);
            if (index.isPresent()) {
                item(index).add("", element);
            } else {
                append(element);
            }
        }
    }

    private JsonSpan whole() {
        GrowingBytes out = writeTo(new GrowingBytes(64));
        return new JsonSpan(out.bytes(), 0, out.length());
    }

    private StreamedValue item(OptionalLong index) {
        for (Item item : items) {
            if (item.index.equals(index)) {
                return item.value;
            }
        }
        Item added = new Item(index, new StreamedValue());
        items.add(added);
        return added.value;
    }

    /** Elements that nothing can be added to stand together as they came: there is one for each token where log probabilities are asked for. */
    private void append(JsonSpan element) {
        Item last = items.isEmpty() ? null : items.get(items.size() - 1);
        if (last != null && last.index.isEmpty() && last.value.kind == Kind.OTHER && last.value.bytes != null) {
            last.value.bytes.ascii(",").add(element.source(), element.start(), element.end());
        } else {
            Item added = new Item(OptionalLong.empty(), new StreamedValue());
            added.value.set(element);
            items.add(added);
        }
    }

    private static OptionalLong index(JsonSpan element) throws MalformedReplyException {
        if (element.source()[element.start()] == '{') {
            JsonCursor at = element.cursor();
            at.enterObject();
            for (String name = at.nextName(); name != null; name = at.nextName()) {
                if (name.equals("index")) {
                    return Tally.of(at.value());
                }
                at.skip();
            }
        }
        return OptionalLong.empty();
    }

    private void other(JsonSpan piece) {
        GrowingBytes whole = become(Kind.OTHER, piece.length());
        whole.clear();
        whole.add(piece.source(), piece.start(), piece.end());
    }

    private GrowingBytes become(Kind other, int capacity) {
        become(other);
        GrowingBytes present = bytes;
        if (present == null) {
            present = new GrowingBytes(capacity);
            bytes = present;
        }
        return present;
    }

    private void become(Kind other) {
        if (kind != other) {
            kind = other;
            bytes = null;
            openPart = null;
            members.clear();
            items.clear();
        }
    }

    private static boolean isAll(GrowingBytes text, byte[] source, int start, int end) {
        return java.util.Arrays.equals(text.bytes(), 0, text.length(), source, start, end);
    }
}
