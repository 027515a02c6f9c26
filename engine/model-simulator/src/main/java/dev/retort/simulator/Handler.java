package dev.retort.simulator;

import java.io.IOException;

/** Turns complete requests into answers; one for each event loop. */
final class Handler {

    private final Service service;
    private final Counters counters;
    private final Responder responder;
    private final Answers answers;
    private final ChatRequestReader chatReader;

    Handler(Service service, Counters counters, Responder responder) {
        this.service = service;
        this.counters = counters;
        this.responder = responder;
        this.answers = new Answers(
                responder,
                service.behaviour(),
                service.judge().rates(),
                service.tolerance().silence());
        this.chatReader = new ChatRequestReader(service.behaviour().replies().isPresent(), service.promptCache());
    }

    /** Answers the connection's request, now or later. */
    void handle(Connection connection) throws IOException {
        RequestHead head = connection.head();
        if (service.draining()) {
            head.keepAlive = false;
        }
        try {
            boolean post = head.method == RequestHead.Method.POST;
            boolean get = head.method == RequestHead.Method.GET || head.method == RequestHead.Method.HEAD;
            switch (head.route) {
                case CHAT -> {
                    allow(post, "POST");
                    counters.add(Count.REQUESTS, 1);
                    authorize(head);
                    chat(connection);
                }
                case MODELS -> {
                    allow(get, "GET, HEAD");
                    authorize(head);
                    answers.json(service.modelsJson(), head);
                    connection.send(responder, next(head));
                }
                case STATS -> {
                    allow(get, "GET, HEAD");
                    answers.json(service.statistics().toJson(), head);
                    connection.send(responder, next(head));
                }
                case UNKNOWN ->
                    throw new HttpProblem(
                            404,
                            "There is no " + head.target
                                    + " here; POST /v1/chat/completions, GET /v1/models and GET /stats are.");
            }
        } catch (HttpProblem problem) {
            refuse(connection, problem);
        }
    }

    /** Answers a request that is wrong. */
    void refuse(Connection connection, HttpProblem problem) throws IOException {
        counters.add(problem.status() == 401 ? Count.UNAUTHORIZED : Count.INVALID, 1);
        answers.problem(problem, connection.head());
        connection.send(responder, next(connection.head()));
    }

    /** Answers the chat request that was judged before. */
    void answer(Connection connection) throws IOException {
        Exchange exchange = connection.exchange();
        RequestHead head = connection.head();
        if (service.draining()) {
            head.keepAlive = false;
        }
        if (exchange.fault == FaultKind.RESET_BEFORE_REPLY) {
            connection.reset();
            return;
        }
        answers.write(exchange, head);
        connection.send(responder, afterwards(exchange, head));
    }

    /** Sends what is due of a streamed answer. */
    void answer(Connection connection, Stream stream) throws IOException {
        Exchange exchange = connection.exchange();
        RequestHead head = connection.head();
        if (service.draining() || head.minorVersionZero) {
            head.keepAlive = false;
        }
        boolean last = answers.write(stream, exchange, head, System.nanoTime());
        connection.send(responder, last ? afterwards(exchange, head) : Connection.Afterwards.MORE);
    }

    /** The request is dealt with: answered, or given up. */
    void over(Connection connection, boolean done) {
        Exchange exchange = connection.exchange();
        if (!exchange.open) {
            return;
        }
        exchange.open = false;
        service.judge().over(exchange);
        if (exchange.verdict != Exchange.Verdict.REPLY) {
            return;
        }
        if (done) {
            counters.add(Count.ANSWERED, 1);
            counters.add(Count.PROMPT_TOKENS, exchange.promptTokens);
            counters.add(Count.COMPLETION_TOKENS, exchange.completionTokens);
        } else if (!service.closing()) {
            counters.add(Count.ABANDONED, 1);
        }
    }

    private void chat(Connection connection) throws IOException, HttpProblem {
        Exchange exchange = connection.exchange();
        read(connection, exchange);
        service.judge().judge(exchange);
        exchange.open = true;
        FaultKind fault = exchange.fault;
        switch (exchange.verdict) {
            case BUSY -> counters.add(Count.BUSY, 1);
            case OVER_RATE -> counters.add(Count.OVER_RATE, 1);
            case OUT_OF_QUOTA -> counters.add(Count.OUT_OF_QUOTA, 1);
            case FAULT -> {
                if (fault != null) {
                    counters.add(fault);
                }
            }
            case REPLY -> {}
        }
        if (exchange.streams()) {
            connection.stream(answers.begin(exchange, System.nanoTime()));
        } else if (fault == FaultKind.HANG) {
            connection.hang();
        } else if (exchange.delayNanos > 0) {
            connection.waitFor(exchange.delayNanos);
        } else {
            answer(connection);
        }
    }

    private void read(Connection connection, Exchange exchange) throws HttpProblem {
        try {
            chatReader.read(connection.bodyArray(), connection.bodyFrom(), connection.bodyLength(), exchange);
        } catch (OutOfMemoryError e) {
            // One giant text; what it took is free again.
            throw new HttpProblem(503, "The request is too large for the memory of the simulation.");
        }
    }

    private void allow(boolean allowed, String methods) throws HttpProblem {
        if (!allowed) {
            throw new HttpProblem(405, "The method is not allowed here; use " + methods + ".");
        }
    }

    private void authorize(RequestHead head) throws HttpProblem {
        if (!head.authorized) {
            throw new HttpProblem(
                    401, "Incorrect API key provided: the simulation asks for another.", "invalid_api_key", "");
        }
    }

    private static Connection.Afterwards afterwards(Exchange exchange, RequestHead head) {
        if (exchange.fault == FaultKind.RESET_DURING_REPLY) {
            return Connection.Afterwards.RESET;
        }
        return exchange.fault == FaultKind.TRUNCATED_BODY ? Connection.Afterwards.END : next(head);
    }

    private static Connection.Afterwards next(RequestHead head) {
        return head.keepAlive ? Connection.Afterwards.NEXT : Connection.Afterwards.END;
    }
}
