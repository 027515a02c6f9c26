package dev.retort.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Optional;

/** A reply given by the user, kept in the form in which it is sent. */
final class Reply {

    private static final byte[] LENGTH = {'l', 'e', 'n', 'g', 't', 'h'};

    private static final String THINK = "<think>";
    private static final String THINK_END = "</think>";

    private final Piece content;
    private final Optional<Piece> reasoning;
    private final byte[] finishReason;
    private final Reply thoughtful;

    Reply(String content, Optional<String> reasoning, String finishReason) {
        this.content = new Piece(content);
        this.reasoning = reasoning.map(Piece::new);
        this.finishReason = new Bytes(16).json(finishReason).toArray();
        this.thoughtful = thoughtful(this);
    }

    private Reply(Piece content, Optional<Piece> reasoning, byte[] finishReason) {
        this.content = content;
        this.reasoning = reasoning;
        this.finishReason = finishReason;
        this.thoughtful = this;
    }

    /** The same with a {@code <think>} block that it begins with taken for its reasoning. */
    Reply thoughtful() {
        return thoughtful;
    }

    private static Reply thoughtful(Reply reply) {
        String text = reply.content.text;
        int end = text.indexOf(THINK_END);
        if (!text.startsWith(THINK) || end < 0 || reply.reasoning.isPresent()) {
            return reply;
        }
        String thought = text.substring(THINK.length(), end).strip();
        String rest = text.substring(end + THINK_END.length()).stripLeading();
        return new Reply(new Piece(rest), Optional.of(new Piece(thought)), reply.finishReason);
    }

    /** The same when it has at most this many tokens, else as much of it as has. */
    Reply cut(int most) {
        if (tokens() <= most) {
            return this;
        }
        Optional<Piece> thought = reasoning.map(piece -> piece.cut(most));
        return new Reply(content.cut(most - thought.map(Piece::tokens).orElse(0)), thought, LENGTH);
    }

    Piece content() {
        return content;
    }

    Optional<Piece> reasoning() {
        return reasoning;
    }

    byte[] finishReason() {
        return finishReason;
    }

    int tokens() {
        return content.tokens() + reasoning.map(Piece::tokens).orElse(0);
    }

    /** A text, ready for the inside of a JSON string. */
    static final class Piece {
        private final String text;
        private final byte[] json;
        private final int tokens;

        Piece(String text) {
            this.text = text;
            this.json = new Bytes(text.length() + 16).json(text).toArray();
            this.tokens = Tokens.ofBytes(text.getBytes(UTF_8).length);
        }

        byte[] json() {
            return json;
        }

        int tokens() {
            return tokens;
        }

        /** The longest beginning that makes at most this many tokens. */
        Piece cut(int most) {
            if (tokens <= most) {
                return this;
            }
            byte[] utf8 = text.getBytes(UTF_8);
            int end = most * Tokens.BYTES;
            while (end > 0 && (utf8[end] & 0xC0) == 0x80) {
                end--;
            }
            return new Piece(new String(Arrays.copyOf(utf8, end), UTF_8));
        }
    }
}
