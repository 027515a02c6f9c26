package dev.retort.plugins.simulatemodel;

import dev.retort.simulator.Behaviour;
import dev.retort.simulator.Faults;
import dev.retort.simulator.Latency;
import dev.retort.simulator.Limits;
import dev.retort.simulator.RepliesFileException;
import dev.retort.simulator.ReplyBook;
import dev.retort.simulator.ReplyLength;
import dev.retort.spi.Fault;
import dev.retort.spi.PlanContext;
import dev.retort.spi.Secret;
import dev.retort.spi.TaskException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Makes what the server needs of what the task file says; the replies file is read here. */
final class BehaviourReader {

    private BehaviourReader() {}

    static Behaviour read(Simulation simulate, PlanContext context) throws TaskException {
        Faults faults = simulate.faults().over(Faults.mix(simulate.errorRate()));
        return new Behaviour(
                simulate.model(),
                Latency.parse(simulate.latency()),
                simulate.tokensPerSecond().map(OptionalDouble::of).orElse(OptionalDouble.empty()),
                ReplyLength.parse(simulate.replyTokens()),
                replies(simulate.repliesFile(), context),
                simulate.reasoning(),
                simulate.promptCache(),
                faults.withRetryAfter(simulate.retryAfter()),
                limits(simulate),
                simulate.seed(),
                simulate.threads());
    }

    private static Limits limits(Simulation simulate) throws TaskException {
        try {
            return new Limits(
                    simulate.maxInFlight().map(OptionalInt::of).orElse(OptionalInt.empty()),
                    simulate.quota().map(OptionalLong::of).orElse(OptionalLong.empty()),
                    simulate.requireKey().filter(Secret::isSet).map(Secret::reveal),
                    simulate.workers().map(OptionalInt::of).orElse(OptionalInt.empty()),
                    simulate.rpm().map(OptionalLong::of).orElse(OptionalLong.empty()),
                    simulate.tpm().map(OptionalLong::of).orElse(OptionalLong.empty()));
        } catch (IllegalArgumentException e) {
            throw new TaskException(
                    Fault.CONFIGURATION,
                    "simulate.require_key: " + e.getMessage(),
                    "set the secret to such a text",
                    e,
                    null);
        }
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "it is not there";
        }
        return e instanceof AccessDeniedException ? "this user may not read it" : String.valueOf(e.getMessage());
    }

    private static Optional<ReplyBook> replies(Optional<Path> file, PlanContext context) throws TaskException {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    ReplyBook.read(context.resolve(file.get()), file.get().toString()));
        } catch (RepliesFileException e) {
            throw new TaskException(
                    Fault.CONFIGURATION,
                    String.valueOf(e.getMessage()),
                    "mend the replies file; examples/simulate-model/replies.jsonl shows its form",
                    e,
                    null);
        } catch (IOException e) {
            throw new TaskException(
                    Fault.CONFIGURATION,
                    "cannot read the replies file " + file.get() + ": " + reason(e),
                    "check the path and its permissions",
                    e,
                    null);
        }
    }
}
