package dev.retort.simulator;

/** Finds where a request ends in what a connection has sent so far, and bounds what it may send. */
final class RequestReader {

    /** The largest body taken. */
    static final int MOST_BODY = 64 << 20;

    /** The largest head taken. */
    static final int MOST_HEAD = 32 << 10;

    private final RequestHead head;
    private final ChunkedBody chunks = new ChunkedBody();
    private int headLength;
    private int scanned;
    private boolean continued;

    /** @param authorization as for {@link RequestHead} */
    RequestReader(byte[] authorization) {
        head = new RequestHead(authorization);
    }

    RequestHead head() {
        return head;
    }

    /** Goes as far as the bytes allow; true when a request is there as a whole. */
    boolean read(Inbox inbox) throws HttpProblem {
        if (headLength == 0) {
            skipEmptyLines(inbox);
            if (!findHead(inbox)) {
                return false;
            }
            HeadParser.parse(inbox.array, inbox.start, inbox.start + headLength, head);
            if (head.contentLength > MOST_BODY) {
                throw new HttpProblem(413, "the body is larger than " + MOST_BODY + " bytes");
            }
            chunks.restart();
            continued = false;
        }
        if (head.chunked) {
            return chunks.advance(inbox, inbox.start + headLength, MOST_BODY);
        }
        return inbox.size() - headLength >= head.contentLength;
    }

    /** Whether the client now waits for {@code 100 Continue}; says so once. */
    boolean owesContinue(Inbox inbox) {
        boolean owes = headLength > 0 && head.expectsContinue && !continued && inbox.size() == headLength;
        continued |= owes;
        return owes;
    }

    /** Where the body of the complete request begins. */
    int bodyFrom(Inbox inbox) {
        return inbox.start + headLength;
    }

    int bodyLength() {
        return head.chunked ? chunks.decoded() : (int) head.contentLength;
    }

    /** Drops the complete request. */
    void next(Inbox inbox) {
        inbox.start += headLength + bodyLength();
        headLength = 0;
        scanned = 0;
    }

    private static void skipEmptyLines(Inbox inbox) {
        while (inbox.size() >= 2 && inbox.array[inbox.start] == '\r' && inbox.array[inbox.start + 1] == '\n') {
            inbox.start += 2;
        }
    }

    private boolean findHead(Inbox inbox) throws HttpProblem {
        byte[] d = inbox.array;
        int from = inbox.start;
        int last = Math.min(inbox.end, from + MOST_HEAD);
        int i = Math.max(from + scanned, from + 3);
        while (i < last && !(d[i] == '\n' && d[i - 1] == '\r' && d[i - 2] == '\n' && d[i - 3] == '\r')) {
            i++;
        }
        scanned = Math.max(i - from, 0);
        if (i < last) {
            headLength = i + 1 - from;
            return true;
        }
        if (inbox.size() >= MOST_HEAD) {
            throw new HttpProblem(431, "the head is longer than " + MOST_HEAD + " bytes");
        }
        if (inbox.size() > 0 && !plausible(d[from])) {
            throw new HttpProblem(400, "this is no HTTP request");
        }
        return false;
    }

    /** Tells a TLS handshake or other garbage at its first byte; a request that never completes would wait for the time limit. */
    private static boolean plausible(byte first) {
        return (first >= 'A' && first <= 'Z') || (first >= 'a' && first <= 'z') || first == '\r';
    }
}
