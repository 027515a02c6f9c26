package dev.retort.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Writes the body of a good reply: the object {@code chat.completion} with as many choices as were asked for. */
final class Completion {

    private static final byte[] ID = "{\"id\":\"chatcmpl-sim-".getBytes(ISO_8859_1);
    private static final byte[] CREATED = "\",\"object\":\"chat.completion\",\"created\":".getBytes(ISO_8859_1);
    private static final byte[] MODEL = ",\"model\":\"".getBytes(ISO_8859_1);
    private static final byte[] CHOICES = "\",\"system_fingerprint\":\"simulated\",\"choices\":[".getBytes(ISO_8859_1);
    private static final byte[] INDEX = "{\"index\":".getBytes(ISO_8859_1);
    private static final byte[] MESSAGE = ",\"message\":{\"role\":\"assistant\",".getBytes(ISO_8859_1);
    private static final byte[] REASONING = "\"reasoning_content\":\"".getBytes(ISO_8859_1);
    private static final byte[] CONTENT = "\"content\":\"".getBytes(ISO_8859_1);
    private static final byte[] FINISH = "\"},\"logprobs\":null,\"finish_reason\":\"".getBytes(ISO_8859_1);
    private static final byte[] USAGE = "],\"usage\":{\"prompt_tokens\":".getBytes(ISO_8859_1);
    private static final byte[] COMPLETION_TOKENS = ",\"completion_tokens\":".getBytes(ISO_8859_1);
    private static final byte[] TOTAL = ",\"total_tokens\":".getBytes(ISO_8859_1);
    private static final byte[] REASONING_TOKENS =
            ",\"completion_tokens_details\":{\"reasoning_tokens\":".getBytes(ISO_8859_1);
    private static final byte[] STOP = "stop".getBytes(ISO_8859_1);
    private static final byte[] LENGTH = "length".getBytes(ISO_8859_1);
    /** A reply cut shorter than this many bytes does not quote the question, so that no escape is cut in two. */
    private static final int PLAIN = 400;

    private final long seed;
    private final Opening nothing = new Opening();
    private int reasoningTokens;

    Completion(long seed) {
        this.seed = seed;
    }

    void write(Responder responder, Exchange exchange) {
        Bytes out = responder.body();
        out.add(ID).hex(exchange.sequence, 12).add(CREATED).decimal(responder.epochSecond());
        out.add(MODEL).json(exchange.model).add(CHOICES);
        exchange.completionTokens = 0;
        reasoningTokens = 0;
        Reply reply = exchange.reply;
        for (int i = 0; i < exchange.choices; i++) {
            if (i > 0) {
                out.ascii(",");
            }
            out.add(INDEX).decimal(i).add(MESSAGE);
            if (reply == null) {
                placeholder(out, exchange, i);
            } else {
                given(out, exchange, reply);
            }
            out.ascii("\"}");
        }
        out.add(USAGE).decimal(exchange.promptTokens);
        out.add(COMPLETION_TOKENS).decimal(exchange.completionTokens);
        out.add(TOTAL).decimal((long) exchange.promptTokens + exchange.completionTokens);
        if (reasoningTokens > 0) {
            out.add(REASONING_TOKENS).decimal(reasoningTokens).ascii("}");
        }
        out.ascii("}}");
    }

    private void placeholder(Bytes out, Exchange exchange, int choice) {
        out.add(CONTENT);
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
        out.add(FINISH).add(cut ? LENGTH : STOP);
    }

    private void given(Bytes out, Exchange exchange, Reply reply) {
        int left = exchange.tokenLimit;
        if (reply.reasoning().isPresent()) {
            Reply.Piece reasoning = reply.reasoning().get().cut(left);
            out.add(REASONING).add(reasoning.json()).ascii("\",");
            left -= reasoning.tokens();
            reasoningTokens += reasoning.tokens();
        }
        Reply.Piece content = reply.content().cut(left);
        out.add(CONTENT).add(content.json()).add(FINISH);
        exchange.completionTokens += exchange.tokenLimit - left + content.tokens();
        out.add(reply.tokens() > exchange.tokenLimit ? LENGTH : reply.finishReason());
    }
}
