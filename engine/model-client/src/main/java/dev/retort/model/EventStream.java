package dev.retort.model;

import java.io.IOException;
import java.util.Arrays;
import okhttp3.MediaType;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import okio.ByteString;

/**
 * Server-sent events, one after the other. Source of the rules: WHATWG HTML, 9.2 "Server-sent events"; other than there, an event that
 * the end of the stream cuts off is handed out as well, since many servers leave out the last blank line.
 */
final class EventStream {

    private static final byte[] DATA = {'d', 'a', 't', 'a'};
    private static final byte[] EVENT = {'e', 'v', 'e', 'n', 't'};
    private static final byte[] ERROR = {'e', 'r', 'r', 'o', 'r'};
    private static final ByteString BYTE_ORDER_MARK = ByteString.encodeUtf8("\uFEFF");
    private static final int FIRST = 8 * 1024;

    private final BufferedSource source;
    private final Attempt attempt;
    private final long largest;
    private final GrowingBytes data = new GrowingBytes(1024);
    private byte[] read = new byte[FIRST];
    private int start;
    private int end;
    private boolean begun;
    private boolean afterReturn;
    private boolean hasData;
    private boolean error;
    private boolean tooLarge;
    private boolean ended;

    /** @param largest the most bytes of one event */
    EventStream(BufferedSource source, long largest, Attempt attempt) {
        this.source = source;
        this.largest = largest;
        this.attempt = attempt;
    }

    /** Whether the body says that it is one. */
    static boolean is(ResponseBody body) {
        MediaType type = body.contentType();
        return type != null && type.type().equals("text") && type.subtype().equals("event-stream");
    }

    /** Whether what says that it is a stream begins like the plain JSON object that some servers send all the same. */
    static boolean beginsAsJson(BufferedSource source) throws IOException {
        for (long at = 0; at < FIRST && source.request(at + 1); at++) {
            byte next = source.getBuffer().getByte(at);
            if (next != ' ' && next != '\t' && next != '\n' && next != '\r') {
                return next == '{';
            }
        }
        return false;
    }

    /** Goes to the next event that has data; false at the end of the stream, or when {@link #tooLarge}. */
    boolean next() throws IOException {
        skipByteOrderMark();
        data.clear();
        hasData = false;
        error = false;
        while (true) {
            int lineEnd = lineEnd();
            if (lineEnd < 0 || tooLarge) {
                return hasData && !tooLarge;
            }
            boolean empty = lineEnd == start;
            line(lineEnd);
            start = Math.min(lineEnd + 1, end);
            if (empty && hasData) {
                return true;
            }
            error &= !empty;
        }
    }

    /** The data of the event. */
    GrowingBytes data() {
        return data;
    }

    /** Whether the event is named {@code error}. */
    boolean error() {
        return error;
    }

    /** Whether the event was cut off by the end of the stream, or may have been. */
    boolean ended() {
        return ended;
    }

    boolean tooLarge() {
        return tooLarge;
    }

    /** Where the line ends that begins at {@code start}, line break not included; -1 when there is none any more. */
    private int lineEnd() throws IOException {
        int at = start;
        while (true) {
            while (at < end) {
                byte next = read[at];
                if (next == '\n' && afterReturn && at == start) {
                    start++;
                } else if (next == '\n' || next == '\r') {
                    afterReturn = next == '\r';
                    return at;
                }
                afterReturn = false;
                at++;
            }
            int scanned = at - start;
            if (!fill()) {
                return start < end && !tooLarge ? end : -1;
            }
            at = start + scanned;
        }
    }

    /** Reads on; false at the end of the stream, or when a line does not fit. */
    private boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(read, start, read, 0, end - start);
            end -= start;
            start = 0;
        }
        if (end == read.length) {
            if (read.length >= largest) {
                tooLarge = true;
                return false;
            }
            read = Arrays.copyOf(read, (int) Math.min(Math.max(largest, FIRST), 2L * read.length));
        }
        int more = source.read(read, end, read.length - end);
        if (more < 0) {
            ended = true;
            return false;
        }
        attempt.progress();
        end += more;
        return true;
    }

    private void line(int lineEnd) {
        int colon = start;
        while (colon < lineEnd && read[colon] != ':') {
            colon++;
        }
        int value = Math.min(colon + 1, lineEnd);
        if (value < lineEnd && read[value] == ' ') {
            value++;
        }
        if (Arrays.equals(read, start, colon, DATA, 0, DATA.length)) {
            if (hasData) {
                data.ascii("\n");
            }
            hasData = true;
            data.add(read, value, lineEnd);
            tooLarge |= data.length() > largest;
        } else if (Arrays.equals(read, start, colon, EVENT, 0, EVENT.length)) {
            error = Arrays.equals(read, value, lineEnd, ERROR, 0, ERROR.length);
        }
    }

    private void skipByteOrderMark() throws IOException {
        if (!begun && source.rangeEquals(0, BYTE_ORDER_MARK)) {
            source.skip(BYTE_ORDER_MARK.size());
        }
        begun = true;
    }
}
