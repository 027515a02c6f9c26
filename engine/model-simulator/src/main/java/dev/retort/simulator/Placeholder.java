package dev.retort.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Writes replies that say that they are simulated; the same message, round, choice and seed always give the same text. */
final class Placeholder {

    private static final byte[][] SENTENCES = sentences(
            " This text only fills the space of a real answer.",
            " Its words are chosen by a hash and mean nothing.",
            " The length follows the configured distribution.",
            " The same question gets the same placeholder again.",
            " No tokens were bought for this paragraph.",
            " A real model would have more to say here.",
            " Nothing in it should end up in a training set.",
            " The server that wrote it runs on this very machine.",
            " Latency and faults are simulated in the same way.",
            " Point base_url somewhere else to get the real thing.",
            " Sentences like this one repeat after a while.",
            " Count the records, not the insights.",
            " It was written without reading the question.",
            " Any likeness to an answer is accidental.",
            " It is long enough to make the files realistic.",
            " The next sentence may well be this one again.");

    private Placeholder() {}

    /**
     * Appends a text of about this many tokens, ready for the inside of a JSON string.
     *
     * @param hash of the message, with the seed, the round and the choice
     */
    static void write(Bytes out, long hash, Opening opening, int tokens) {
        int from = out.size();
        out.ascii("Simulated reply ").hex(hash, 8);
        if (opening.length() > 0) {
            out.ascii(" to \\\"").json(opening).ascii(opening.cut() ? "...\\\"" : "\\\"");
        }
        out.ascii(": no model was asked.");
        long random = hash;
        int chosen = 0;
        while (true) {
            random = Hashing.mix(random);
            // Any but the one before.
            chosen = (int) (chosen + 1 + (random >>> 33) % (SENTENCES.length - 1)) % SENTENCES.length;
            byte[] sentence = SENTENCES[chosen];
            if (out.size() - from + sentence.length / 2 > tokens * Tokens.BYTES) {
                return;
            }
            out.add(sentence);
        }
    }

    private static byte[][] sentences(String... texts) {
        byte[][] bytes = new byte[texts.length][];
        for (int i = 0; i < texts.length; i++) {
            bytes[i] = texts[i].getBytes(ISO_8859_1);
        }
        return bytes;
    }
}
