package dev.retort.jsonl;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Makes valid records, and breaks them. */
final class RandomJson {

    static final String[] NAMES = {"uid", "id", "messages", "response", "x", "", "generation", "\u00fcber", "a\"b"};
    private static final String[] SPACES = {"", "", "", "", " ", "\t", "  ", "\r", "\n", " \r\n\t"};
    private static final String[] TEXTS = {
        "a",
        "plain text of some length, longer than a word",
        "\\n",
        "\\\"",
        "\\\\",
        "\\/",
        "\\u0041",
        "\\ud83d\\ude00",
        "\\ud800",
        "\u00e9",
        "\u4e2d\u6587",
        "\ud83d\ude00",
        "\u007f",
        "\u0080",
        "\u07ff",
        "\u0800",
        "\uffff",
        "\ufeff",
        "'",
        "\\b\\f\\r\\t",
        "{}[]:,"
    };
    private static final String[] SCALARS = {
        "0",
        "-0",
        "1",
        "-12",
        "1.5",
        "0.0",
        "1e5",
        "1E+5",
        "1e-05",
        "123456789012345678901234567890",
        "-1.25e100",
        "true",
        "false",
        "null"
    };
    private static final byte[] TELLING = {
        '{',
        '}',
        '[',
        ']',
        ':',
        ',',
        '"',
        '\\',
        '0',
        '1',
        '-',
        '+',
        '.',
        'e',
        'u',
        ' ',
        '\t',
        '\n',
        '\r',
        0,
        0x1f,
        0x7f,
        (byte) 0x80,
        (byte) 0xbf,
        (byte) 0xc0,
        (byte) 0xc1,
        (byte) 0xc2,
        (byte) 0xe0,
        (byte) 0xed,
        (byte) 0xa0,
        (byte) 0xf0,
        (byte) 0xf4,
        (byte) 0xf5,
        (byte) 0xff,
        't',
        'n',
        '/',
        '\''
    };

    private final Random random;

    RandomJson(long seed) {
        this.random = new Random(seed);
    }

    /** An object; names may be there twice. */
    byte[] record() {
        StringBuilder out = new StringBuilder();
        space(out);
        object(out, 3, random.nextInt(6));
        space(out);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The same with one to three changes. */
    byte[] broken(byte[] record) {
        byte[] changed = record;
        for (int i = random.nextInt(3); i >= 0; i--) {
            changed = change(changed);
        }
        return changed;
    }

    private byte[] change(byte[] from) {
        if (from.length == 0) {
            return new byte[] {telling()};
        }
        int at = random.nextInt(from.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(from, 0, at);
        switch (random.nextInt(7)) {
            case 0 -> out.write(from, at + 1, from.length - at - 1);
            case 1 -> {
                out.write(telling());
                out.write(from, at, from.length - at);
            }
            case 2 -> {
                out.write(from[at] ^ 1 << random.nextInt(8));
                out.write(from, at + 1, from.length - at - 1);
            }
            case 3 -> {
                int length = random.nextInt(from.length - at);
                out.write(from, at, length);
                out.write(from, at, from.length - at);
            }
            case 4 -> {
                // Nothing: cut off here.
            }
            default -> {
                out.write(telling());
                out.write(from, at + 1, from.length - at - 1);
            }
        }
        return out.toByteArray();
    }

    private byte telling() {
        return TELLING[random.nextInt(TELLING.length)];
    }

    private void object(StringBuilder out, int depth, int members) {
        out.append('{');
        space(out);
        for (int i = 0; i < members; i++) {
            out.append(i == 0 ? "" : ",");
            space(out);
            name(out);
            space(out);
            out.append(':');
            space(out);
            value(out, depth - 1);
            space(out);
        }
        out.append('}');
    }

    private void name(StringBuilder out) {
        String name = NAMES[random.nextInt(NAMES.length)];
        out.append('"');
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '"' || random.nextInt(12) == 0) {
                out.append(String.format("\\u%04X", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private void value(StringBuilder out, int depth) {
        int kind = depth <= 0 ? random.nextInt(6) : random.nextInt(10);
        if (kind < 3) {
            out.append('"');
            for (int i = random.nextInt(5); i > 0; i--) {
                out.append(TEXTS[random.nextInt(TEXTS.length)]);
            }
            out.append('"');
        } else if (kind < 6) {
            out.append(SCALARS[random.nextInt(SCALARS.length)]);
        } else if (kind < 8) {
            object(out, depth, random.nextInt(4));
        } else {
            out.append('[');
            space(out);
            for (int i = random.nextInt(4); i > 0; i--) {
                value(out, depth - 1);
                space(out);
                out.append(i > 1 ? "," : "");
                space(out);
            }
            out.append(']');
        }
    }

    private void space(StringBuilder out) {
        out.append(SPACES[random.nextInt(SPACES.length)]);
    }
}
