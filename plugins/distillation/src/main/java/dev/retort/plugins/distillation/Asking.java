package dev.retort.plugins.distillation;

import dev.retort.model.ChatRequest;
import dev.retort.model.ChatResult;
import dev.retort.model.config.Model;
import dev.retort.plugins.distillation.identity.RecordId;
import dev.retort.plugins.distillation.input.Input;
import dev.retort.plugins.distillation.prompt.Messages;
import dev.retort.plugins.distillation.prompt.UnusableException;
import dev.retort.plugins.distillation.result.Answered;
import dev.retort.plugins.distillation.result.Origin;
import dev.retort.plugins.distillation.reuse.RequestFingerprint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;

/**
 * Sees each record through, from the question to what is kept of it. A record that has entered the {@link Window} leaves it here, once,
 * whatever becomes of it.
 */
final class Asking implements AutoCloseable {

    private final Model model;
    private final Keeping keeping;
    private final Identical identical;
    private final Window window;
    private final Ledger ledger;
    private final Loaders loaders;

    /**
     * Takes what is needed on the way.
     *
     * @param concurrency the most requests in flight
     */
    Asking(Model model, Keeping keeping, Identical identical, Window window, Ledger ledger, int concurrency) {
        this.model = model;
        this.keeping = keeping;
        this.identical = identical;
        this.window = window;
        this.ledger = ledger;
        this.loaders = new Loaders(concurrency);
    }

    /** Takes on a record that has entered the window. */
    void ask(Input.Question question) {
        if (question.prompt().readsFiles()) {
            loaders.execute(() -> begin(question));
        } else {
            begin(question);
        }
    }

    private void begin(Input.Question question) {
        boolean underWay = false;
        try {
            Messages messages = question.prompt().load();
            ChatRequest request = model.body().with(messages.source(), messages.from(), messages.to());
            underWay = begin(question, RequestFingerprint.of(request), request);
        } catch (UnusableException e) {
            keeping.failure(question, e.type(), e.reason());
        } catch (IOException e) {
            keeping.failure(question, "unreadable", Output.reason(e));
        } catch (RuntimeException | Error e) {
            ledger.stop().because(new Stop.Reason.Broken(e));
        } finally {
            if (!underWay) {
                window.leave(question.weight());
            }
        }
    }

    /** Sends the request unless its answer is there or will be; true when it was sent. */
    private boolean begin(Input.Question question, RequestFingerprint fingerprint, ChatRequest request)
            throws IOException {
        Identical.Course course = identical.courseOf(fingerprint, question);
        if (course instanceof Identical.Course.Take take) {
            ledger.tally().taken();
            keeping.answer(Answered.of(question, model.stored(take.answer().reply()))
                    .withOrigin(
                            take.ofThisRun()
                                    ? new Origin.Duplicate(RecordId.ofToken(
                                            take.answer().recordId().getBytes(StandardCharsets.UTF_8)))
                                    : new Origin.Reused())
                    .withFingerprint(fingerprint.hex()));
            return false;
        }
        if (course instanceof Identical.Course.Fail) {
            keeping.failure(
                    question,
                    "identical_failed",
                    "the same request has failed for another record; see there, and try again with retry_mode");
            return false;
        }
        if (course instanceof Identical.Course.Wait) {
            return false;
        }
        submit(question, fingerprint, request);
        return true;
    }

    private void submit(Input.Question question, RequestFingerprint fingerprint, ChatRequest request) {
        model.client().submit(request, result -> {
            boolean underWay = false;
            try {
                underWay = received(question, fingerprint, result);
            } catch (RuntimeException | Error e) {
                ledger.stop().because(new Stop.Reason.Broken(e));
            } finally {
                if (!underWay) {
                    window.leave(question.weight());
                }
            }
        });
    }

    /** Keeps what came; true when the record is asked about once more. */
    private boolean received(Input.Question question, RequestFingerprint fingerprint, ChatResult result) {
        if (result instanceof ChatResult.Answer answer) {
            OptionalDouble cost = ledger.spending().on(answer.reply().usage());
            ledger.tally().received(answer);
            Answered answered = Answered.of(question, answer).withCost(cost).withFingerprint(fingerprint.hex());
            ledger.preflight().saw(answered, cost);
            keeping.answer(answered);
        } else if (result instanceof ChatResult.Failure failure) {
            ledger.preflight().saw(question, failure);
            keeping.failure(question, failure);
        }
        return false;
    }

    @Override
    public void close() {
        loaders.close();
    }
}
