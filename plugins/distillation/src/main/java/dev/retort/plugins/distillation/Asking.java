package dev.retort.plugins.distillation;

import dev.retort.model.ChatRequest;
import dev.retort.model.ChatResult;
import dev.retort.model.config.Model;
import dev.retort.plugins.distillation.input.Input;
import dev.retort.plugins.distillation.prompt.Messages;
import dev.retort.plugins.distillation.prompt.UnusableException;
import dev.retort.plugins.distillation.result.Answered;
import java.io.IOException;
import java.util.OptionalDouble;

/**
 * Sees each record through, from the question to what is kept of it. A record that has entered the {@link Window} leaves it here, once,
 * whatever becomes of it.
 */
final class Asking implements AutoCloseable {

    private final Model model;
    private final Keeping keeping;
    private final Window window;
    private final Spending spending;
    private final Tally tally;
    private final Preflight preflight;
    private final Stop stop;
    private final Loaders loaders;

    Asking(
            Model model,
            Keeping keeping,
            Window window,
            Spending spending,
            Tally tally,
            Preflight preflight,
            Stop stop,
            int concurrency) {
        this.model = model;
        this.keeping = keeping;
        this.window = window;
        this.spending = spending;
        this.tally = tally;
        this.preflight = preflight;
        this.stop = stop;
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
            submit(question, model.body().with(messages.source(), messages.from(), messages.to()));
            underWay = true;
        } catch (UnusableException e) {
            keeping.failure(question, e.type(), e.reason());
        } catch (IOException e) {
            keeping.failure(question, "image_unreadable", Output.reason(e));
        } catch (RuntimeException | Error e) {
            stop.because(new Stop.Reason.Broken(e));
        } finally {
            if (!underWay) {
                window.leave(question.weight());
            }
        }
    }

    private void submit(Input.Question question, ChatRequest request) {
        model.client().submit(request, result -> {
            boolean underWay = false;
            try {
                underWay = received(question, result);
            } catch (RuntimeException | Error e) {
                stop.because(new Stop.Reason.Broken(e));
            } finally {
                if (!underWay) {
                    window.leave(question.weight());
                }
            }
        });
    }

    /** Keeps what came; true when the record is asked about once more. */
    private boolean received(Input.Question question, ChatResult result) {
        if (result instanceof ChatResult.Answer answer) {
            OptionalDouble cost = spending.on(answer.reply().usage());
            tally.received(answer);
            Answered answered = Answered.of(question, answer).withCost(cost);
            preflight.saw(answered, cost);
            keeping.answer(answered);
        } else if (result instanceof ChatResult.Failure failure) {
            preflight.saw(question, failure);
            keeping.failure(question, failure);
        }
        return false;
    }

    @Override
    public void close() {
        loaders.close();
    }
}
