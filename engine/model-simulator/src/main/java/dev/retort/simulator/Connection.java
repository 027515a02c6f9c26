package dev.retort.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One client's connection: reads requests one after the other, sends each answer in its turn, and breaks when it is told to. */
final class Connection {

    /** What happens when an answer is sent. */
    enum Afterwards {
        /** There is more to come of it. */
        MORE,
        /** The next request is read. */
        NEXT,
        /** The connection ends in good order. */
        END,
        /** The connection is reset. */
        RESET
    }

    private enum Phase {
        READING,
        WAITING,
        WRITING,
        /** The last answer is sent; what the client still sends is dropped, lest a reset destroy the answer. */
        LINGERING,
        CLOSED
    }

    /** So much is read ahead while an answer is under way. */
    private static final int MOST_AHEAD = 256 << 10;

    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1);

    private final EventLoop loop;
    private final Tolerance tolerance;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final Inbox inbox;
    private final RequestReader reader;
    private final Exchange exchange = new Exchange();
    private Phase phase = Phase.READING;
    private Afterwards afterwards = Afterwards.NEXT;
    private @Nullable ByteBuffer unsent;
    private @Nullable Stream stream;
    private boolean inputEnded;
    private boolean sending;
    private long ticket;
    private boolean waitsForClient;
    private long patienceEnds;

    Connection(EventLoop loop, SocketChannel channel, SelectionKey key) {
        this.loop = loop;
        tolerance = loop.service().tolerance();
        this.channel = channel;
        this.key = key;
        inbox = new Inbox(loop.service().heldByInboxes());
        reader = new RequestReader(loop.service().authorization());
    }

    RequestHead head() {
        return reader.head();
    }

    Exchange exchange() {
        return exchange;
    }

    byte[] bodyArray() {
        return inbox.array;
    }

    int bodyFrom() {
        return reader.bodyFrom(inbox);
    }

    int bodyLength() {
        return reader.bodyLength();
    }

    void ready() throws IOException {
        if (key.isReadable()) {
            readable();
        }
        if (key.isValid() && key.isWritable()) {
            flush();
        }
        settle();
    }

    /** The time of an answer has come; does nothing when it is not this connection's any more. */
    void due(long forTicket) throws IOException {
        if (forTicket == ticket && phase == Phase.WAITING) {
            Stream streamed = stream;
            if (streamed == null) {
                loop.handler().answer(this);
            } else {
                loop.handler().answer(this, streamed);
            }
            advance();
            settle();
        }
    }

    /** The answer comes later. */
    void waitFor(long nanos) {
        phase = Phase.WAITING;
        loop.timers().add(System.nanoTime() + nanos, this, ++ticket);
    }

    /** The answer comes piece by piece, from now on. */
    void stream(Stream answer) throws IOException {
        stream = answer;
        loop.handler().answer(this, answer);
    }

    /** The answer never comes. */
    void hang() {
        phase = Phase.WAITING;
        ticket++;
    }

    void send(Responder answer, Afterwards next) throws IOException {
        afterwards = next;
        if (next != Afterwards.MORE) {
            stream = null;
            sending = true;
            loop.service().sending().incrementAndGet();
            // Counted first: a client that has the answer finds it in the figures, and its place free.
            loop.handler().over(this, true);
        }
        ByteBuffer bytes = answer.toSend();
        channel.write(bytes);
        if (bytes.hasRemaining()) {
            unsent = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
            phase = Phase.WRITING;
            patience(tolerance.request());
        } else {
            sent();
        }
    }

    /** Resets the connection: the client gets RST, not FIN. */
    void reset() throws IOException {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        close();
    }

    void close() {
        if (phase != Phase.CLOSED) {
            phase = Phase.CLOSED;
            ticket++;
            unsent = null;
            stream = null;
            waitsForClient = false;
            inbox.clear();
            endSending();
            loop.handler().over(this, false);
            loop.closed(channel);
        }
    }

    /** Looks after clients that do not do their part, and ends idle connections when the server is to end. */
    void sweep(long now) throws IOException {
        if (phase == Phase.READING && inbox.size() == 0 && loop.service().draining()) {
            close();
        } else if (waitsForClient && now - patienceEnds > 0) {
            if (phase == Phase.READING) {
                refuse(new HttpProblem(
                        408,
                        "The request did not arrive within "
                                + tolerance.request().toMillis() + " ms."));
                settle();
            } else {
                close();
            }
        }
    }

    private void readable() throws IOException {
        ByteBuffer shared = loop.shared();
        int length = channel.read(shared.clear());
        if (length < 0) {
            inputEnded = true;
            if (phase == Phase.READING || phase == Phase.LINGERING || exchange.fault == FaultKind.HANG) {
                close();
            }
        } else if (phase != Phase.LINGERING) {
            inbox.take(loop.sharedArray(), length);
            advance();
        }
    }

    /** Serves as many requests as are there and may be answered now. */
    private void advance() throws IOException {
        while (phase == Phase.READING && inbox.size() > 0) {
            try {
                if (!reader.read(inbox)) {
                    incomplete();
                    return;
                }
            } catch (HttpProblem problem) {
                refuse(problem);
                return;
            }
            waitsForClient = false;
            loop.handler().handle(this);
            if (phase != Phase.CLOSED && phase != Phase.LINGERING) {
                reader.next(inbox);
            }
        }
        if (phase == Phase.READING && inputEnded) {
            close();
        }
    }

    private void incomplete() throws IOException {
        if (inputEnded) {
            close();
        } else if (loop.service().overfull()) {
            refuse(new HttpProblem(503, "Too much is being sent at once; the simulation holds no more."));
        } else if (!waitsForClient && inbox.size() > 0) {
            patience(tolerance.request());
        }
        if (reader.owesContinue(inbox)) {
            channel.write(ByteBuffer.wrap(CONTINUE));
        }
    }

    private void refuse(HttpProblem problem) throws IOException {
        head().keepAlive = false;
        head().method = RequestHead.Method.OTHER;
        loop.handler().refuse(this, problem);
    }

    private void flush() throws IOException {
        ByteBuffer rest = unsent;
        if (rest != null) {
            if (channel.write(rest) > 0) {
                patience(tolerance.request());
            }
            if (!rest.hasRemaining()) {
                unsent = null;
                sent();
                advance();
            }
        }
    }

    private void sent() throws IOException {
        waitsForClient = false;
        endSending();
        switch (afterwards) {
            case MORE -> more();
            case NEXT -> phase = Phase.READING;
            case RESET -> reset();
            case END -> {
                channel.shutdownOutput();
                phase = Phase.LINGERING;
                inbox.clear();
                patience(tolerance.linger());
                if (inputEnded) {
                    close();
                }
            }
        }
    }

    private void more() {
        Stream streamed = stream;
        if (streamed == null || streamed.stops()) {
            hang();
        } else {
            waitFor(streamed.nanosToNext(System.nanoTime()));
        }
    }

    private void endSending() {
        if (sending) {
            sending = false;
            loop.service().sending().decrementAndGet();
        }
    }

    /** From now on the client has this long to do its part. */
    private void patience(Duration limit) {
        waitsForClient = true;
        patienceEnds = System.nanoTime() + limit.toNanos();
    }

    /** Leaves everything as it must be between two calls of the loop. */
    private void settle() {
        if (phase != Phase.CLOSED) {
            inbox.keep();
            boolean reads =
                    !inputEnded && (phase == Phase.READING || phase == Phase.LINGERING || inbox.size() < MOST_AHEAD);
            int interest = (reads ? SelectionKey.OP_READ : 0) | (unsent == null ? 0 : SelectionKey.OP_WRITE);
            if (interest != key.interestOps()) {
                key.interestOps(interest);
            }
        }
    }
}
