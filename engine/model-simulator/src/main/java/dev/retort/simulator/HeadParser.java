package dev.retort.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.BitSet;

/** Reads a request line and header fields (RFC 9112, sections 3 and 5), without the leniences that the RFC allows. */
final class HeadParser {

    private static final int MOST_FIELDS = 100;
    private static final int MOST_TARGET = 8192;
    private static final BitSet TOKEN = new BitSet(128);

    static {
        for (char c = '0'; c <= 'z'; c++) {
            TOKEN.set(c, Character.isLetterOrDigit(c));
        }
        "!#$%&'*+-.^_`|~".chars().forEach(TOKEN::set);
    }

    private final byte[] d;
    private final int end;
    private final RequestHead head;
    private int at;

    private HeadParser(byte[] d, int from, int end, RequestHead head) {
        this.d = d;
        this.at = from;
        this.end = end;
        this.head = head;
    }

    /** @param end behind the empty line */
    static void parse(byte[] d, int from, int end, RequestHead head) throws HttpProblem {
        head.clear();
        HeadParser parser = new HeadParser(d, from, end, head);
        parser.requestLine();
        parser.fields();
        head.complete();
    }

    private void requestLine() throws HttpProblem {
        int methodFrom = at;
        int methodLength = token(' ');
        int target = at;
        while (at < end && d[at] > ' ') {
            at++;
        }
        int targetLength = at - target;
        if (methodLength == 0 || targetLength == 0 || d[at] != ' ') {
            throw new HttpProblem(400, "the request line must be METHOD PATH HTTP/1.1");
        }
        if (targetLength > MOST_TARGET) {
            throw new HttpProblem(414, "the path is longer than " + MOST_TARGET + " bytes");
        }
        at++;
        int lineEnd = lineEnd();
        version(at, lineEnd - at);
        at = lineEnd + 2;
        head.method = method(methodFrom, methodLength);
        route(target, targetLength);
    }

    private void version(int from, int length) throws HttpProblem {
        if (Ascii.is(d, from, length, "http/1.1")) {
            head.minorVersionZero = false;
        } else if (Ascii.is(d, from, length, "http/1.0")) {
            head.minorVersionZero = true;
            head.keepAlive = false;
        } else {
            boolean other = length == 8 && Ascii.is(d, from, 5, "http/");
            throw new HttpProblem(other ? 505 : 400, "HTTP/1.1 and HTTP/1.0 are spoken here");
        }
    }

    private RequestHead.Method method(int from, int length) {
        if (length == 4 && Ascii.endsWith(d, from, length, "POST")) {
            return RequestHead.Method.POST;
        }
        if (length == 3 && Ascii.endsWith(d, from, length, "GET")) {
            return RequestHead.Method.GET;
        }
        if (length == 4 && Ascii.endsWith(d, from, length, "HEAD")) {
            return RequestHead.Method.HEAD;
        }
        return RequestHead.Method.OTHER;
    }

    private void route(int from, int wholeLength) throws HttpProblem {
        int length = 0;
        while (length < wholeLength && d[from + length] != '?') {
            length++;
        }
        if (d[from] != '/' && !(length > 7 && Ascii.is(d, from, 7, "http://"))) {
            throw new HttpProblem(400, "the path must begin with /");
        }
        if (Ascii.endsWith(d, from, length, "/chat/completions")) {
            head.route = RequestHead.Route.CHAT;
        } else if (Ascii.endsWith(d, from, length, "/models")) {
            head.route = RequestHead.Route.MODELS;
        } else if (Ascii.endsWith(d, from, length, "/stats")) {
            head.route = RequestHead.Route.STATS;
        } else {
            head.route = RequestHead.Route.UNKNOWN;
            head.target = new String(d, from, Math.min(length, 200), ISO_8859_1);
        }
    }

    private void fields() throws HttpProblem {
        for (int count = 0; at < end - 2; count++) {
            if (count == MOST_FIELDS) {
                throw new HttpProblem(431, "more than " + MOST_FIELDS + " header fields");
            }
            int name = at;
            int nameLength = token(':');
            if (nameLength == 0) {
                throw new HttpProblem(400, "a header field must be Name: value");
            }
            int lineEnd = lineEnd();
            int value = at;
            int valueEnd = lineEnd;
            while (value < valueEnd && blank(d[value])) {
                value++;
            }
            while (valueEnd > value && blank(d[valueEnd - 1])) {
                valueEnd--;
            }
            head.field(d, name, nameLength, value, valueEnd - value);
            at = lineEnd + 2;
        }
    }

    /** The length of the token that ends with this byte, or 0; goes on behind the byte. */
    private int token(char last) {
        int from = at;
        while (at < end && d[at] > 0 && TOKEN.get(d[at])) {
            at++;
        }
        if (at == end || d[at] != last) {
            return 0;
        }
        return at++ - from;
    }

    /** Where the CR LF of this line stands; there are no other control characters before it but tabs. */
    private int lineEnd() throws HttpProblem {
        int i = at;
        while ((d[i] >= ' ' && d[i] != 127) || d[i] < 0 || d[i] == '\t') {
            i++;
        }
        if (d[i] != '\r' || d[i + 1] != '\n') {
            throw new HttpProblem(400, "lines end with CR LF and hold no control characters");
        }
        return i;
    }

    private static boolean blank(byte c) {
        return c == ' ' || c == '\t';
    }
}
