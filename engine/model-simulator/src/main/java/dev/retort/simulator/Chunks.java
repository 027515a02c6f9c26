package dev.retort.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;

/** Writes streamed replies as server-sent events: objects {@code chat.completion.chunk}, the usage when asked for, {@code [DONE]}. */
final class Chunks {

    /** So much is written at once; the rest of a reply that is due follows when the client has taken it. */
    private static final int MOST_AT_ONCE = 256 << 10;

    private static final byte[] DELTA = ",\"delta\":".getBytes(ISO_8859_1);
    private static final byte[] OPEN = {'{'};
    private static final byte[] CONTENT = "\"content\":\"".getBytes(ISO_8859_1);
    private static final byte[] FINISH = ",\"finish_reason\":".getBytes(ISO_8859_1);

    private final Responder responder;
    private final Completion completion;
    private final long keepAliveNanos;

    Chunks(Responder responder, Completion completion, long keepAliveNanos) {
        this.responder = responder;
        this.completion = completion;
        this.keepAliveNanos = keepAliveNanos;
    }

    Stream begin(Exchange exchange, long now) {
        List<Speech> choices = new ArrayList<>(exchange.choices);
        completion.speak(exchange, choices);
        Bytes opening = new Bytes(160);
        opening.ascii("data: {\"id\":\"chatcmpl-sim-").hex(exchange.sequence, 12);
        opening.ascii("\",\"object\":\"chat.completion.chunk\",\"created\":").decimal(responder.epochSecond());
        opening.ascii(",\"model\":\"")
                .json(exchange.model)
                .ascii("\",\"system_fingerprint\":\"simulated\",\"choices\":[");
        return new Stream(choices, opening.toArray(), exchange, now, keepAliveNanos);
    }

    /** Appends what is due; whether that was all. */
    boolean write(Stream stream, Exchange exchange, long now) {
        Bytes out = responder.body();
        if (!stream.begun(now)) {
            if (stream.headSent) {
                out.ascii(": keep-alive\n\n");
            }
            return false;
        }
        if (!stream.roleSent) {
            stream.roleSent = true;
            for (int i = 0; i < stream.choices.size(); i++) {
                open(out, stream, i).ascii("{\"role\":\"assistant\",\"content\":\"\"},\"logprobs\":null");
                close(out.add(FINISH).ascii("null}"), exchange);
            }
        }
        while (responder.bodyLength() < MOST_AT_ONCE && stream.next(now)) {
            for (int i = 0; i < stream.choices.size(); i++) {
                Speech choice = stream.choices.get(i);
                if (choice.next()) {
                    piece(open(out, stream, i), choice, exchange);
                }
            }
        }
        if (stream.stops()) {
            fault(out, stream, exchange);
            return exchange.fault != FaultKind.HANG;
        }
        boolean ended = stream.ended(now);
        if (ended) {
            end(out, stream, exchange);
        }
        return ended;
    }

    private void piece(Bytes out, Speech choice, Exchange exchange) {
        boolean thinking = choice.thinking();
        out.add(OPEN).add(thinking ? completion.reasoningMember() : CONTENT);
        out.add(choice.text(), choice.from(), choice.to() - choice.from()).ascii("\"},\"logprobs\":");
        if (exchange.logprobs && !thinking) {
            LogProbabilities.write(out, choice.text(), choice.from(), choice.to(), exchange.topLogprobs);
        } else {
            out.ascii("null");
        }
        close(out.add(FINISH).ascii("null}"), exchange);
    }

    private void end(Bytes out, Stream stream, Exchange exchange) {
        for (int i = 0; i < stream.choices.size(); i++) {
            open(out, stream, i).ascii("{},\"logprobs\":null").add(FINISH).ascii("\"");
            close(out.add(stream.choices.get(i).finishReason()).ascii("\"}"), exchange);
        }
        if (exchange.includeUsage) {
            completion.usage(out.add(stream.opening).ascii("],\"usage\":"), exchange);
            out.ascii("}\n\n");
        }
        out.ascii("data: [DONE]\n\n");
    }

    private static void fault(Bytes out, Stream stream, Exchange exchange) {
        if (exchange.fault == FaultKind.MALFORMED_JSON) {
            out.add(stream.opening).ascii("{\"index\":0,\"del\n\ndata: [DONE]\n\n");
        } else if (exchange.fault == FaultKind.ERROR_IN_OK) {
            out.ascii("data: ").ascii(Answers.PROVIDER_ERROR).ascii("\n\n");
        }
    }

    private static Bytes open(Bytes out, Stream stream, int choice) {
        return out.add(stream.opening).ascii("{\"index\":").decimal(choice).add(DELTA);
    }

    private static void close(Bytes out, Exchange exchange) {
        out.ascii(exchange.includeUsage ? "],\"usage\":null}\n\n" : "]}\n\n");
    }
}
