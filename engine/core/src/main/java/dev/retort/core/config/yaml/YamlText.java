package dev.retort.core.config.yaml;

/** Scalars as YAML writes them. */
public final class YamlText {

    private YamlText() {}

    /** A number, a truth value, null or a reference to a secret. */
    public static String plain(String text) {
        return text.isEmpty() ? "null" : text;
    }

    /** A key, in quotes when it needs them. */
    public static String key(String name) {
        boolean simple = !name.isEmpty() && ScalarKind.of(name) == ScalarKind.TEXT;
        for (int i = 0; simple && i < name.length(); i++) {
            char c = name.charAt(i);
            simple =
                    c == '_' || (c == '-' && i > 0) || (c == '.' && i > 0) || (c < 128 && Character.isLetterOrDigit(c));
        }
        return simple ? name : quoted(name);
    }

    /** A text in double quotes, on one line. */
    public static String quoted(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            switch (point) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> append(out, point);
            }
        }
        return out.append('"').toString();
    }

    private static void append(StringBuilder out, int point) {
        if (point < 0x20 || (point >= 0x7F && point < 0xA0)) {
            out.append(String.format("\\x%02X", point));
        } else if (point == 0xFEFF || point == 0x2028 || point == 0x2029 || (point >= 0xD800 && point < 0xE000)) {
            out.append(String.format("\\u%04X", point));
        } else {
            out.appendCodePoint(point);
        }
    }
}
