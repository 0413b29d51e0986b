package dev.tandem.jobs.notify;

import java.time.Duration;

/// How long a message waits before it is sent again: four times as long after each failure, of which up to 30 % are
/// taken off by chance, so that messages that failed together don't come back together.
final class Backoff {

    private static final double LEAST = 0.7;
    private static final int MOST_STEPS = 15;

    private Backoff() {}

    /// @param failures so far, at least 1
    /// @param chance from 0 to 1
    static Duration after(int failures, Duration first, Duration longest, double chance) {
        var steps = Math.min(failures - 1, MOST_STEPS);
        var full = Math.min((double) first.toMillis() * (1L << (2 * steps)), (double) longest.toMillis());
        return Duration.ofMillis(Math.round(full * (LEAST + (1 - LEAST) * chance)));
    }
}
