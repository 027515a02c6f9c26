package dev.retort.simulator;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Puts answers together in one buffer that is used again and again: the body first, then the head in front of it. */
final class Responder {

    private static final int ROOM = 1024;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final StatusLines statusLines = new StatusLines();
    private final Bytes out = new Bytes(16 << 10);
    private final Bytes head = new Bytes(ROOM);
    private final Bytes extra = new Bytes(ROOM);
    private final Bytes date = new Bytes(64);
    private ByteBuffer view = ByteBuffer.wrap(out.array());
    private long second = -1;
    private int from;

    /** Tells the time; seconds since 1970. */
    void now(long epochSecond) {
        if (epochSecond != second) {
            second = epochSecond;
            date.restart(0);
            date.ascii("Date: ")
                    .ascii(DATE.format(Instant.ofEpochSecond(epochSecond)))
                    .ascii("\r\n");
        }
    }

    long epochSecond() {
        return second;
    }

    /** Starts an answer; its body is to be appended to what is returned. */
    Bytes begin() {
        extra.restart(0);
        out.restart(ROOM);
        return out;
    }

    Bytes body() {
        return out;
    }

    /** Appends header fields of the answer, each with its CR LF. */
    Bytes fields() {
        return extra;
    }

    void finish(int status, String contentType, RequestHead request) {
        finish(status, contentType, request, bodyLength());
    }

    /** @param promised the length that the head tells, whatever the body's is */
    void finish(int status, String contentType, RequestHead request, int promised) {
        head.restart(0);
        head.add(statusLines.of(status)).add(date.array(), 0, date.size());
        head.ascii("Content-Type: ").ascii(contentType).ascii("\r\nContent-Length: ");
        head.decimal(promised).ascii("\r\n");
        head.add(extra.array(), 0, extra.size());
        if (!request.keepAlive) {
            head.ascii("Connection: close\r\n");
        } else if (request.minorVersionZero) {
            head.ascii("Connection: keep-alive\r\n");
        }
        head.ascii("\r\n");
        from = ROOM - head.size();
        System.arraycopy(head.array(), 0, out.array(), from, head.size());
        if (request.method == RequestHead.Method.HEAD) {
            out.truncate(ROOM);
        }
    }

    /**
     * Makes the body a part of an answer that is sent as it comes.
     *
     * @param first whether the head goes before it
     * @param whole whether it is the last one, and the end is to be told
     */
    void part(boolean first, boolean whole, String contentType, RequestHead request) {
        boolean chunked = !request.minorVersionZero;
        head.restart(0);
        if (first) {
            head.add(statusLines.of(200)).add(date.array(), 0, date.size());
            head.ascii("Content-Type: ").ascii(contentType).ascii("\r\nCache-Control: no-cache\r\n");
            head.add(extra.array(), 0, extra.size());
            head.ascii(chunked ? "Transfer-Encoding: chunked\r\n" : "");
            head.ascii(request.keepAlive ? "\r\n" : "Connection: close\r\n\r\n");
        }
        if (chunked && bodyLength() > 0) {
            head.hex(bodyLength(), 8).ascii("\r\n");
            out.ascii("\r\n");
        }
        if (chunked && whole) {
            out.ascii("0\r\n\r\n");
        }
        from = ROOM - head.size();
        System.arraycopy(head.array(), 0, out.array(), from, head.size());
    }

    int bodyLength() {
        return out.size() - ROOM;
    }

    /** Leaves only the first half of the body to be sent. */
    void halve() {
        out.truncate(ROOM + bodyLength() / 2);
    }

    /** The answer as a whole; good until the next begins. */
    ByteBuffer toSend() {
        if (view.array() != out.array()) {
            view = ByteBuffer.wrap(out.array());
        }
        return view.limit(out.size()).position(from);
    }
}
