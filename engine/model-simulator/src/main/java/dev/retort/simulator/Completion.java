package dev.retort.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;

/** Writes the body of a good reply: the object {@code chat.completion} with as many choices as were asked for. */
final class Completion {

    private static final byte[] ID = "{\"id\":\"chatcmpl-sim-".getBytes(ISO_8859_1);
    private static final byte[] CREATED = "\",\"object\":\"chat.completion\",\"created\":".getBytes(ISO_8859_1);
    private static final byte[] MODEL = ",\"model\":\"".getBytes(ISO_8859_1);
    private static final byte[] CHOICES = "\",\"system_fingerprint\":\"simulated\",\"choices\":[".getBytes(ISO_8859_1);
    private static final byte[] INDEX = "{\"index\":".getBytes(ISO_8859_1);
    private static final byte[] MESSAGE = ",\"message\":{\"role\":\"assistant\",".getBytes(ISO_8859_1);
    private static final byte[] CONTENT = "\"content\":\"".getBytes(ISO_8859_1);
    private static final byte[] LOGPROBS = "\"},\"logprobs\":".getBytes(ISO_8859_1);
    private static final byte[] FINISH = ",\"finish_reason\":\"".getBytes(ISO_8859_1);
    private static final byte[] USAGE = "],\"usage\":".getBytes(ISO_8859_1);
    private static final byte[] PROMPT_TOKENS = "{\"prompt_tokens\":".getBytes(ISO_8859_1);
    private static final byte[] COMPLETION_TOKENS = ",\"completion_tokens\":".getBytes(ISO_8859_1);
    private static final byte[] TOTAL = ",\"total_tokens\":".getBytes(ISO_8859_1);
    private static final byte[] CACHED_TOKENS = ",\"prompt_tokens_details\":{\"cached_tokens\":".getBytes(ISO_8859_1);
    private static final byte[] REASONING_TOKENS =
            ",\"completion_tokens_details\":{\"reasoning_tokens\":".getBytes(ISO_8859_1);
    private static final byte[] STOP = "stop".getBytes(ISO_8859_1);
    private static final byte[] NONE = {};
    private static final byte[] LENGTH = "length".getBytes(ISO_8859_1);
    /** A reply cut shorter than this many bytes does not quote the question, so that no escape is cut in two. */
    private static final int PLAIN = 400;

    private final long seed;
    private final byte[] reasoning;
    private final boolean promptCache;
    private final Opening nothing = new Opening();
    private final Bytes scratch = new Bytes(1 << 10);

    Completion(Behaviour behaviour) {
        seed = behaviour.seed();
        reasoning = ("\"" + behaviour.reasoning().member() + "\":\"").getBytes(ISO_8859_1);
        promptCache = behaviour.promptCache();
    }

    void write(Responder responder, Exchange exchange) {
        Bytes out = responder.body();
        out.add(ID).hex(exchange.sequence, 12).add(CREATED).decimal(responder.epochSecond());
        out.add(MODEL).json(exchange.model).add(CHOICES);
        exchange.completionTokens = 0;
        exchange.reasoningTokens = 0;
        Reply reply = exchange.reply;
        for (int i = 0; i < exchange.choices; i++) {
            if (i > 0) {
                out.ascii(",");
            }
            out.add(INDEX).decimal(i).add(MESSAGE);
            byte[] finish;
            int from;
            if (reply == null) {
                from = out.add(CONTENT).size();
                finish = placeholder(out, exchange, i) ? LENGTH : STOP;
            } else {
                Reply cut = reply.cut(exchange.tokenLimit);
                count(exchange, cut);
                cut.reasoning()
                        .ifPresent(text -> out.add(reasoning).add(text.json()).ascii("\","));
                from = out.add(CONTENT).size();
                out.add(cut.content().json());
                finish = cut.finishReason();
            }
            logprobs(out, exchange, from);
            out.add(FINISH).add(finish).ascii("\"}");
        }
        usage(out.add(USAGE), exchange);
        out.ascii("}");
    }

    /** What comes before reasoning in a message or delta: the name, a colon and a quote. */
    byte[] reasoningMember() {
        return reasoning;
    }

    /** Appends what each choice says, to be streamed. */
    void speak(Exchange exchange, List<Speech> choices) {
        exchange.completionTokens = 0;
        exchange.reasoningTokens = 0;
        Reply reply = exchange.reply;
        for (int i = 0; i < exchange.choices; i++) {
            if (reply == null) {
                scratch.restart(0);
                byte[] finish = placeholder(scratch, exchange, i) ? LENGTH : STOP;
                choices.add(new Speech(NONE, scratch.toArray(), finish));
            } else {
                Reply cut = reply.cut(exchange.tokenLimit);
                count(exchange, cut);
                choices.add(new Speech(
                        cut.reasoning().map(Reply.Piece::json).orElse(NONE),
                        cut.content().json(),
                        cut.finishReason()));
            }
        }
    }

    /** Appends the {@code usage} of the reply that was written last for this exchange. */
    void usage(Bytes out, Exchange exchange) {
        out.add(PROMPT_TOKENS).decimal(exchange.promptTokens);
        out.add(COMPLETION_TOKENS).decimal(exchange.completionTokens);
        out.add(TOTAL).decimal((long) exchange.promptTokens + exchange.completionTokens);
        if (promptCache) {
            out.add(CACHED_TOKENS).decimal(exchange.cachedTokens).ascii("}");
        }
        if (exchange.reasoningTokens > 0) {
            out.add(REASONING_TOKENS).decimal(exchange.reasoningTokens).ascii("}");
        }
        out.ascii("}");
    }

    /** Appends a placeholder; whether it was cut. */
    private boolean placeholder(Bytes out, Exchange exchange, int choice) {
        int from = out.size();
        boolean plain = exchange.tokenLimit < PLAIN / Tokens.BYTES;
        long hash = Hashing.mix(Hashing.mix(seed, exchange.textHash), ((long) exchange.round << 32) + choice);
        Placeholder.write(out, hash, plain ? nothing : exchange.opening, exchange.targetTokens);
        int tokens = Tokens.ofBytes(out.size() - from);
        boolean cut = tokens > exchange.tokenLimit;
        if (cut) {
            tokens = exchange.tokenLimit;
            out.truncate(from + tokens * Tokens.BYTES);
        }
        exchange.completionTokens += tokens;
        return cut;
    }

    private static void count(Exchange exchange, Reply reply) {
        int thought = reply.reasoning().map(Reply.Piece::tokens).orElse(0);
        exchange.reasoningTokens += thought;
        exchange.completionTokens += thought + reply.content().tokens();
    }

    private static void logprobs(Bytes out, Exchange exchange, int from) {
        int to = out.size();
        out.add(LOGPROBS);
        if (exchange.logprobs) {
            LogProbabilities.write(out, from, to, exchange.topLogprobs);
        } else {
            out.ascii("null");
        }
    }
}
