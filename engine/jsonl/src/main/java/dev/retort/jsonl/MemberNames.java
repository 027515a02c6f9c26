package dev.retort.jsonl;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The names of the members that {@link JsonRecord#parse} looks for. A member is then known by the place of its name here, from 0.
 * Make it once and keep it.
 */
public final class MemberNames {

    private final List<String> names;
    private final byte[][] encoded;
    private final long lengths;

    private MemberNames(List<String> names) {
        this.names = names;
        this.encoded = names.stream()
                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        long seen = 0;
        for (byte[] name : encoded) {
            seen |= 1L << name.length;
        }
        this.lengths = seen;
    }

    /**
     * Takes the names to look for, as they are without escapes.
     *
     * @throws IllegalArgumentException when a name is there twice
     */
    public static MemberNames of(String... names) {
        List<String> list = List.of(names);
        if (list.stream().distinct().count() != list.size()) {
            throw new IllegalArgumentException("a name is there twice: " + list);
        }
        return new MemberNames(list);
    }

    public int size() {
        return encoded.length;
    }

    /** The name at a place. */
    public String name(int index) {
        return names.get(index);
    }

    /** The place of the name that lies in the range, between its quotes, or -1. */
    int indexOf(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes[at] == '\\') {
                return names.indexOf(JsonStrings.decode(bytes, from, to));
            }
        }
        if ((lengths & 1L << (to - from)) != 0) {
            for (int index = 0; index < encoded.length; index++) {
                byte[] name = encoded[index];
                if (Arrays.equals(name, 0, name.length, bytes, from, to)) {
                    return index;
                }
            }
        }
        return -1;
    }
}
