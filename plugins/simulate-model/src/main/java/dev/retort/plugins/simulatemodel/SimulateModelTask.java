package dev.retort.plugins.simulatemodel;

import dev.retort.simulator.Behaviour;
import dev.retort.simulator.SimulatedModel;
import dev.retort.simulator.Statistics;
import dev.retort.spi.Cancellation;
import dev.retort.spi.Fault;
import dev.retort.spi.Plan;
import dev.retort.spi.PlanContext;
import dev.retort.spi.Task;
import dev.retort.spi.TaskContext;
import dev.retort.spi.TaskException;
import dev.retort.spi.TaskResult;
import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Serves until it is asked to end. For a server that is how it ends well: the outcome of a Ctrl-C is {@link TaskResult.Outcome#DONE} and exit
 * code 0, once the requests under way are answered.
 */
final class SimulateModelTask implements Task {

    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(30);

    private final Simulation simulate;

    SimulateModelTask(Simulation simulate) {
        this.simulate = simulate;
    }

    @Override
    public Plan plan(PlanContext context) throws TaskException {
        return ServerPlan.of(simulate, BehaviourReader.read(simulate, context));
    }

    @Override
    @SuppressWarnings("try") // The watch only has to be closed.
    public TaskResult run(TaskContext context) throws TaskException, InterruptedException {
        Behaviour behaviour = BehaviourReader.read(simulate, context);
        try (SimulatedModel model = start(behaviour, context)) {
            announce(model, context);
            try (TaskContext.ProgressWatch watch =
                    context.watch(() -> Served.progress(model.statistics(), behaviour))) {
                serve(model, context);
            }
            Statistics statistics = model.statistics();
            context.events().emit("server_stopped", Served.counts(statistics));
            Served.report(statistics, behaviour).forEach(context::report);
            return result(statistics);
        }
    }

    private SimulatedModel start(Behaviour behaviour, TaskContext context) throws TaskException {
        try {
            return SimulatedModel.start(behaviour, simulate.port());
        } catch (BindException e) {
            boolean forbidden = String.valueOf(e.getMessage()).contains("denied");
            throw new TaskException(
                    Fault.MACHINE,
                    "port " + simulate.port() + " on 127.0.0.1 "
                            + (forbidden ? "may not be used by this user" : "is in use already"),
                    "take any that is free: " + context.commandWith("simulate.port=0"),
                    e,
                    null);
        } catch (IOException e) {
            throw new TaskException(
                    Fault.MACHINE,
                    "the simulated server cannot start: " + e.getMessage(),
                    "check the limit of open files (ulimit -n)",
                    e,
                    null);
        }
    }

    private void announce(SimulatedModel model, TaskContext context) {
        context.events()
                .emit("server_started", Map.of("base_url", model.baseUri().toString(), "model", simulate.model()));
        context.say(
                "simulated model on " + model.baseUri() + " (no real model, this machine only) · stop it with Ctrl-C");
        context.say("for a model config file:");
        context.say("  client_config: {base_url: \"" + model.baseUri() + "\""
                + simulate.requireKey()
                        .map(key -> ", api_key: \"${secret:" + key.name() + "}\"")
                        .orElse("")
                + "}");
        context.say("  chat_config: {model: \""
                + simulate.model().replace("\\", "\\\\").replace("\"", "\\\"") + "\"}");
    }

    @SuppressWarnings("try") // The registration only has to be closed.
    private static void serve(SimulatedModel model, TaskContext context) throws TaskException, InterruptedException {
        CountDownLatch stop = new CountDownLatch(1);
        try (Cancellation.Registration registration = context.cancellation().onRequest(stop::countDown)) {
            while (!stop.await(1, TimeUnit.SECONDS)) {
                if (model.failure().isPresent()) {
                    throw new TaskException(
                            Fault.MACHINE,
                            "the simulated server stopped by itself: "
                                    + model.failure().get(),
                            "see the log of the run, and give the engine more memory (java -Xmx1g -jar engine.jar …)",
                            model.failure().get(),
                            result(model.statistics()));
                }
            }
            if (!model.drain(LONGEST_DRAIN)) {
                context.say(String.format(
                        Locale.ROOT,
                        "%,d requests were still waiting for their answer after %d s and got none",
                        model.statistics().inFlight(),
                        LONGEST_DRAIN.toSeconds()));
            }
        }
    }

    private static TaskResult result(Statistics statistics) {
        String headline = String.format(
                Locale.ROOT,
                "%,d requests: %,d answered, %,d faults on purpose, %,d refused",
                statistics.requests(),
                statistics.answered(),
                statistics.faulted(),
                statistics.refused());
        return new TaskResult(TaskResult.Outcome.DONE, headline, Served.counts(statistics), List.of(), List.of());
    }
}
