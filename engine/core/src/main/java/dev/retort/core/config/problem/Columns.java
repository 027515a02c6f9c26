package dev.retort.core.config.problem;

/** How many columns of a terminal a character takes. */
final class Columns {

    static final int TAB = 4;

    private Columns() {}

    /** The code points of a text. */
    static int[] points(String text) {
        int[] points = new int[text.codePointCount(0, text.length())];
        int at = 0;
        for (int i = 0; i < points.length; i++) {
            points[i] = text.codePointAt(at);
            at += Character.charCount(points[i]);
        }
        return points;
    }

    /** 0 for combining marks, 2 for East Asian wide characters and emoji (UAX 11: W and F), else 1. Tabs are the caller's. */
    static int width(int point) {
        if (point < 0x300) {
            return 1;
        }
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || point == 0x200D) {
            return 0;
        }
        return isWide(point) ? 2 : 1;
    }

    private static boolean isWide(int p) {
        return (p >= 0x1100 && p <= 0x115F)
                || (p >= 0x2E80 && p <= 0x303E)
                || (p >= 0x3041 && p <= 0xA4CF)
                || (p >= 0xA960 && p <= 0xA97C)
                || (p >= 0xAC00 && p <= 0xD7A3)
                || (p >= 0xF900 && p <= 0xFAFF)
                || (p >= 0xFE30 && p <= 0xFE6F)
                || (p >= 0xFF01 && p <= 0xFF60)
                || (p >= 0xFFE0 && p <= 0xFFE6)
                || (p >= 0x1F300 && p <= 0x1F64F)
                || (p >= 0x1F680 && p <= 0x1F6FF)
                || (p >= 0x1F900 && p <= 0x1FAFF)
                || (p >= 0x20000 && p <= 0x3FFFD);
    }

    /** Control characters and those that turn the direction of text: never sent to a terminal. */
    static boolean isInvisible(int point) {
        return Character.isISOControl(point)
                || point == 0xFEFF
                || (point >= 0x200B && point <= 0x200F && point != 0x200D)
                || (point >= 0x2028 && point <= 0x202E)
                || (point >= 0x2066 && point <= 0x2069)
                || (point >= 0xD800 && point <= 0xDFFF);
    }
}
