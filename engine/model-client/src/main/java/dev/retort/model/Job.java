package dev.retort.model;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One request on its way: sent, waiting for its turn, or waiting for its next attempt. Only its holder touches it. */
final class Job {

    final ChatRequest request;
    final Consumer<? super ChatResult> consumer;
    final long submitted;
    int attempts;

    /** Those of the attempts that were refused for load. */
    int refusals;

    Duration lastWait = Duration.ZERO;
    String lastFailure = "";
    boolean staleRetryUsed;

    /** Who was asked last; null when nobody was. */
    @Nullable
    Lane last;

    /** Who failed it last and should not be asked again while others can. */
    @Nullable
    Lane avoid;

    TimeSource.@Nullable Alarm alarm;

    Job(ChatRequest request, Consumer<? super ChatResult> consumer, long submitted) {
        this.request = request;
        this.consumer = consumer;
        this.submitted = submitted;
    }
}
