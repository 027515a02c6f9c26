package dev.retort.jsonl;

/** Walks over the strings of JSON: most of the bytes of most records. */
final class StringScanner {

    private static final long QUOTES = 0x2222222222222222L;
    private static final long BACKSLASHES = 0x5c5c5c5c5c5c5c5cL;
    private static final long SPACES = 0x2020202020202020L;

    private StringScanner() {}

    /** A string from its opening quote. */
    static int string(byte[] bytes, int from, int to) throws JsonRecordException {
        int at = from + 1;
        while (true) {
            while (at + 8 <= to) {
                long word = Swar.longAt(bytes, at);
                // A byte from 0x80 on stops the search by itself, so none of the differences needs to mask it out.
                long stops =
                        (((word ^ QUOTES) - Swar.ONES) | ((word ^ BACKSLASHES) - Swar.ONES) | (word - SPACES) | word)
                                & Swar.TOPS;
                if (stops != 0) {
                    at += Swar.lowest(stops);
                    break;
                }
                at += 8;
            }
            if (at >= to) {
                throw JsonProblem.expected("a closing '\"'", bytes, at, to);
            }
            byte b = bytes[at];
            if (b == '"') {
                return at + 1;
            }
            if (b == '\\') {
                at = escape(bytes, at, to);
            } else if (b < 0) {
                at = multibyte(bytes, at, to);
            } else if (b < ' ') {
                throw JsonProblem.expected("an escape, for a string holds no control character", bytes, at, to);
            } else {
                at++;
            }
        }
    }

    private static int escape(byte[] bytes, int from, int to) throws JsonRecordException {
        int at = from + 1;
        if (at < to) {
            switch (bytes[at]) {
                case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
                    return at + 1;
                }
                case 'u' -> {
                    int end = at + 5;
                    for (at++; at < end; at++) {
                        if (at >= to || Character.digit(bytes[at], 16) < 0) {
                            throw JsonProblem.expected("four hexadecimal digits after \\u", bytes, at, to);
                        }
                    }
                    return end;
                }
                default -> {}
            }
        }
        throw JsonProblem.expected("one of \" \\ / b f n r t u after a backslash", bytes, at, to);
    }

    /** Characters beyond ASCII, as many as follow each other; Unicode 15, table 3-7. */
    private static int multibyte(byte[] bytes, int from, int to) throws JsonRecordException {
        int at = from;
        do {
            int lead = bytes[at] & 0xff;
            int length;
            if (lead < 0xe0) {
                length = 2;
                if (lead < 0xc2 || at + 2 > to || bytes[at + 1] >= (byte) 0xc0) {
                    throw JsonProblem.notUtf8(bytes, at);
                }
            } else if (lead < 0xf0) {
                length = 3;
                if (at + 3 > to || bytes[at + 1] >= (byte) 0xc0 || bytes[at + 2] >= (byte) 0xc0) {
                    throw JsonProblem.notUtf8(bytes, at);
                }
                int second = bytes[at + 1] & 0xff;
                if ((lead == 0xe0 && second < 0xa0) || (lead == 0xed && second > 0x9f)) {
                    throw JsonProblem.notUtf8(bytes, at);
                }
            } else {
                length = 4;
                if (lead > 0xf4
                        || at + 4 > to
                        || bytes[at + 1] >= (byte) 0xc0
                        || bytes[at + 2] >= (byte) 0xc0
                        || bytes[at + 3] >= (byte) 0xc0) {
                    throw JsonProblem.notUtf8(bytes, at);
                }
                int second = bytes[at + 1] & 0xff;
                if ((lead == 0xf0 && second < 0x90) || (lead == 0xf4 && second > 0x8f)) {
                    throw JsonProblem.notUtf8(bytes, at);
                }
            }
            at += length;
        } while (at < to && bytes[at] < 0);
        return at;
    }
}
