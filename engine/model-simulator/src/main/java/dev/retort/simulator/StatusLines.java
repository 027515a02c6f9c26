package dev.retort.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Map;

/** The first lines of answers, ready to be sent. */
final class StatusLines {

    private static final Map<Integer, String> REASONS = Map.ofEntries(
            Map.entry(200, "OK"),
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(408, "Request Timeout"),
            Map.entry(413, "Content Too Large"),
            Map.entry(414, "URI Too Long"),
            Map.entry(415, "Unsupported Media Type"),
            Map.entry(417, "Expectation Failed"),
            Map.entry(429, "Too Many Requests"),
            Map.entry(431, "Request Header Fields Too Large"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(501, "Not Implemented"),
            Map.entry(502, "Bad Gateway"),
            Map.entry(503, "Service Unavailable"),
            Map.entry(505, "HTTP Version Not Supported"));

    private final byte[][] lines = new byte[600][];

    StatusLines() {
        REASONS.forEach((status, reason) -> lines[status] = ("HTTP/1.1 " + status + " " + reason
                        + "\r\nServer: retort-simulator\r\nX-Simulated: true\r\n")
                .getBytes(ISO_8859_1));
    }

    byte[] of(int status) {
        return lines[status];
    }
}
