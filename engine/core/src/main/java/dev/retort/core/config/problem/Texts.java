package dev.retort.core.config.problem;

/** Texts of users, made fit for a line of a message. */
public final class Texts {

    private Texts() {}

    /** The text on one line, cut in the middle when it has more than so many characters. */
    public static String shortened(String text, int longest) {
        StringBuilder clean = new StringBuilder();
        int length = text.codePointCount(0, text.length());
        int head = (longest - 1) * 2 / 3;
        int tail = longest - 1 - head;
        int number = 0;
        for (int i = 0; i < text.length(); number++) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            if (length > longest && number >= head && number < length - tail) {
                if (number == head) {
                    clean.append('…');
                }
                continue;
            }
            appendVisible(clean, point);
        }
        return clean.toString();
    }

    private static void appendVisible(StringBuilder to, int point) {
        switch (point) {
            case '\n' -> to.append("\\n");
            case '\r' -> to.append("\\r");
            case '\t' -> to.append("\\t");
            default -> to.appendCodePoint(Columns.isInvisible(point) ? 0xFFFD : point);
        }
    }

    /** {@code "text"}, shortened. */
    public static String quoted(String text) {
        return '"' + shortened(text, 60) + '"';
    }

    /** {@code 'a', 'b' or 'c'}. */
    public static String alternatives(Iterable<String> names) {
        StringBuilder list = new StringBuilder();
        String last = null;
        for (String name : names) {
            if (last != null) {
                list.append(list.length() == 0 ? "" : ", ")
                        .append('\'')
                        .append(last)
                        .append('\'');
            }
            last = name;
        }
        if (last != null) {
            list.append(list.length() == 0 ? "" : " or ")
                    .append('\'')
                    .append(last)
                    .append('\'');
        }
        return list.toString();
    }

    /** {@code 1 problem}, {@code 3 problems}. */
    public static String counted(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
