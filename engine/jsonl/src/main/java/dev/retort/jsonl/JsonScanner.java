package dev.retort.jsonl;

/**
 * Walks over JSON as RFC 8259 has it, in valid UTF-8, and builds nothing. Each method takes the place where something starts and
 * returns the place behind it; {@code to} is where the input ends.
 */
final class JsonScanner {

    private static final int TRUE = 0x65757274;
    private static final int ALSE = 0x65736c61;
    private static final int NULL = 0x6c6c756e;

    private static final long[] SHALLOW = {};

    private JsonScanner() {}

    static int whitespace(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            byte b = bytes[at];
            if (b != ' ' && b != '\t' && b != '\n' && b != '\r') {
                return at;
            }
            at++;
        }
        return at;
    }

    /** A number from its first digit or sign. */
    private static int number(byte[] bytes, int from, int to) throws JsonRecordException {
        int at = bytes[from] == '-' ? from + 1 : from;
        if (at < to && bytes[at] == '0') {
            at++;
        } else {
            at = digits(bytes, at, to);
        }
        if (at < to && bytes[at] == '.') {
            at = digits(bytes, at + 1, to);
        }
        if (at < to && (bytes[at] | 0x20) == 'e') {
            at++;
            if (at < to && (bytes[at] == '+' || bytes[at] == '-')) {
                at++;
            }
            at = digits(bytes, at, to);
        }
        return at;
    }

    private static int digits(byte[] bytes, int from, int to) throws JsonRecordException {
        int at = from;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        if (at == from) {
            throw JsonProblem.expected("a digit", bytes, at, to);
        }
        return at;
    }

    private static int literal(byte[] bytes, int at, int to) throws JsonRecordException {
        if (at + 4 <= to) {
            int word = Swar.intAt(bytes, at);
            if (word == TRUE || word == NULL) {
                return at + 4;
            }
            if (bytes[at] == 'f' && at + 5 <= to && Swar.intAt(bytes, at + 1) == ALSE) {
                return at + 5;
            }
        }
        throw JsonProblem.expected("a value", bytes, at, to);
    }

    /** A value that is neither an object nor an array. */
    private static int scalar(byte[] bytes, int at, int to) throws JsonRecordException {
        if (at >= to) {
            throw JsonProblem.expected("a value", bytes, at, to);
        }
        byte b = bytes[at];
        if (b == '"') {
            return StringScanner.string(bytes, at, to);
        }
        return b == '-' || (b >= '0' && b <= '9') ? number(bytes, at, to) : literal(bytes, at, to);
    }

    /** A member's name and the colon behind it; returns where the value starts. */
    static int name(byte[] bytes, int from, int to) throws JsonRecordException {
        if (from >= to || bytes[from] != '"') {
            throw JsonProblem.expected("a member's name in '\"'", bytes, from, to);
        }
        return colon(bytes, StringScanner.string(bytes, from, to), to);
    }

    /** What stands between a member's name and its value. */
    static int colon(byte[] bytes, int from, int to) throws JsonRecordException {
        int at = whitespace(bytes, from, to);
        if (at >= to || bytes[at] != ':') {
            throw JsonProblem.expected("':' after a member's name", bytes, at, to);
        }
        return whitespace(bytes, at + 1, to);
    }

    /** What follows a member: a comma, or the brace that closes the object; returns its place. */
    static int afterMember(byte[] bytes, int from, int to) throws JsonRecordException {
        int at = whitespace(bytes, from, to);
        if (at >= to || (bytes[at] != ',' && bytes[at] != '}')) {
            throw JsonProblem.expected("',' or '}' after a member", bytes, at, to);
        }
        return at;
    }

    /** What follows an element: a comma, or the bracket that closes the array; returns its place. */
    static int afterElement(byte[] bytes, int from, int to) throws JsonRecordException {
        int at = whitespace(bytes, from, to);
        if (at >= to || (bytes[at] != ',' && bytes[at] != ']')) {
            throw JsonProblem.expected("',' or ']' after an element", bytes, at, to);
        }
        return at;
    }

    /**
     * Any value.
     *
     * @param outer how many objects and arrays it lies in
     */
    static int value(byte[] bytes, int from, int to, int outer) throws JsonRecordException {
        if (from >= to || (bytes[from] != '{' && bytes[from] != '[')) {
            return scalar(bytes, from, to);
        }
        long kinds = 0; // the lowest bit for the innermost level: 1 for an object
        long[] outerKinds = SHALLOW; // 64 levels each
        int depth = 0;
        int at = from;
        while (true) {
            byte b = at < to ? bytes[at] : 0;
            if (b == '{' || b == '[') {
                if (outer + depth == JsonRecord.MAX_DEPTH) {
                    throw JsonProblem.tooDeep(at);
                }
                if ((depth & 63) == 0 && depth > 0) {
                    outerKinds = outerKinds == SHALLOW ? new long[JsonRecord.MAX_DEPTH / 64 + 1] : outerKinds;
                    outerKinds[depth >> 6] = kinds;
                }
                depth++;
                kinds = (kinds << 1) | (b == '{' ? 1 : 0);
                at = whitespace(bytes, at + 1, to);
                if (at >= to || bytes[at] != b + 2) {
                    if (b == '{') {
                        at = name(bytes, at, to);
                    }
                    continue;
                }
            } else {
                at = afterValue(bytes, scalar(bytes, at, to), to, kinds);
            }
            while (bytes[at] != ',') {
                at++;
                depth--;
                if (depth == 0) {
                    return at;
                }
                kinds >>>= 1;
                if ((depth & 63) == 0) {
                    kinds = outerKinds[depth >> 6];
                }
                at = afterValue(bytes, at, to, kinds);
            }
            at = whitespace(bytes, at + 1, to);
            if ((kinds & 1) != 0) {
                at = name(bytes, at, to);
            }
        }
    }

    private static int afterValue(byte[] bytes, int from, int to, long kinds) throws JsonRecordException {
        return (kinds & 1) != 0 ? afterMember(bytes, from, to) : afterElement(bytes, from, to);
    }
}
