package dev.retort.simulator;

/** Writes {@code logprobs}: figures that look like a model's, from a hash of each token. */
final class LogProbabilities {

    private LogProbabilities() {}

    /** Appends the object for a text that stands in front of it, ready for the inside of a JSON string. */
    static void write(Bytes out, int from, int to, int alternatives) {
        byte[] text = java.util.Arrays.copyOfRange(out.array(), from, to);
        write(out, text, 0, text.length, alternatives);
    }

    /** The same for a text that stands somewhere else. */
    static void write(Bytes out, byte[] json, int from, int to, int alternatives) {
        out.ascii("{\"content\":[");
        for (int at = from; at < to; ) {
            int end = Speech.end(json, at, to);
            if (at > from) {
                out.ascii(",");
            }
            token(out, json, at, end, alternatives);
            at = end;
        }
        out.ascii("],\"refusal\":null}");
    }

    private static void token(Bytes out, byte[] json, int from, int to, int alternatives) {
        long hash = 1;
        for (int i = from; i < to; i++) {
            hash = Hashing.mix(hash, json[i]);
        }
        one(out, json, from, to, hash).ascii(",\"top_logprobs\":[");
        for (int i = 0; i < alternatives; i++) {
            if (i > 0) {
                out.ascii(",");
            }
            if (i == 0) {
                one(out, json, from, to, hash);
            } else {
                out.ascii("{\"token\":\"alt").decimal(i);
                probability(out, 2_000 + 1_000L * i + (Hashing.mix(hash, i) >>> 40) % 1_000);
            }
            out.ascii("}");
        }
        out.ascii("]}");
    }

    private static Bytes one(Bytes out, byte[] json, int from, int to, long hash) {
        out.ascii("{\"token\":\"").add(json, from, to - from);
        return probability(out, (hash >>> 40) % 1_900);
    }

    private static Bytes probability(Bytes out, long thousandths) {
        out.ascii("\",\"logprob\":-").decimal(thousandths / 1_000).ascii(".");
        long rest = thousandths % 1_000;
        return out.ascii(rest < 10 ? "00" : rest < 100 ? "0" : "").decimal(rest).ascii(",\"bytes\":null");
    }
}
