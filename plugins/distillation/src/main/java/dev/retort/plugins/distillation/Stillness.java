package dev.retort.plugins.distillation;

import dev.retort.model.ClientStats;
import java.time.Duration;
import java.util.Optional;

/** Notices that nothing is sent any more, and why: once for a lasting stillness, and once when it is over. For one thread. */
final class Stillness {

    /** Shorter waits are a part of any run with a budget. */
    private static final long LASTING = Duration.ofSeconds(3).toNanos();

    private static final long NEVER = Long.MIN_VALUE;

    private long since = NEVER;
    private long answered;
    private boolean told;

    /** What to tell the user, if anything. */
    Optional<String> look(ClientStats stats, long now) {
        boolean came = stats.answered() != answered;
        boolean moving = stats.waitingFor().isEmpty() || came;
        answered = stats.answered();
        if (moving) {
            since = NEVER;
            // A run that ends meanwhile waits for nothing any more, and does not send either.
            boolean over = told && (stats.inFlight() > 0 || came);
            told &= !over;
            return over ? Optional.of("sending again") : Optional.empty();
        }
        if (since == NEVER) {
            since = now;
        }
        if (told || now - since < LASTING) {
            return Optional.empty();
        }
        told = true;
        return stats.waitingFor().map(why -> "nothing is sent: " + why);
    }
}
