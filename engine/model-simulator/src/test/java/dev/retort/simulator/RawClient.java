package dev.retort.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A client that sends the bytes it is told to and reads answers byte by byte. */
final class RawClient implements AutoCloseable {

    static final String QUESTION = chat("What is distillation?");

    private final Socket socket;
    private final InputStream in;

    RawClient(SimulatedModel model) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), model.port());
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** An answer: its status line, its header fields in lower case, its body. */
    record Answer(String statusLine, Map<String, String> fields, String body) {
        int status() {
            return Integer.parseInt(statusLine.substring(9, 12));
        }
    }

    static String chat(String prompt) {
        return "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + prompt + "\"}]}";
    }

    static String post(String body) {
        return post(body, "");
    }

    /** @param fields further header fields, each with CR LF */
    static String post(String body, String fields) {
        return "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + fields
                + "Content-Length: " + body.getBytes(UTF_8).length + "\r\n\r\n" + body;
    }

    static Answer ask(SimulatedModel model, String body) throws IOException {
        try (RawClient client = new RawClient(model)) {
            client.send(post(body));
            return client.read();
        }
    }

    RawClient send(String text) throws IOException {
        return send(text.getBytes(UTF_8));
    }

    RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** What the server sends next, or -1 at its end. */
    int readByte() throws IOException {
        return in.read();
    }

    Answer read() throws IOException {
        Answer head = readHead();
        int length = Integer.parseInt(head.fields.getOrDefault("content-length", "0"));
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException(body.length + " of " + length + " bytes");
        }
        return new Answer(head.statusLine, head.fields, new String(body, UTF_8));
    }

    Answer readHead() throws IOException {
        String statusLine = line();
        Map<String, String> fields = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            fields.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new Answer(statusLine, fields, "");
    }

    /** The next chunk of a chunked body; "" for the last one. */
    String readChunk() throws IOException {
        int length = Integer.parseInt(line(), 16);
        byte[] chunk = in.readNBytes(length);
        line();
        return new String(chunk, UTF_8);
    }

    /** All chunks that are left. */
    String readChunks() throws IOException {
        StringBuilder body = new StringBuilder();
        for (String chunk = readChunk(); !chunk.isEmpty(); chunk = readChunk()) {
            body.append(chunk);
        }
        return body.toString();
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the server ended the connection");
            }
            line.write(c);
        }
        return line.toString(ISO_8859_1).stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
