package dev.tandem.audit.dispatch;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// How long a scan waits before it is tried again: `base · 2^(n−1)`, of which up to 30 % are taken off by chance, so
/// that scans that failed together don't come back together.
final class Backoff {

    private static final double LEAST = 0.7;

    private Backoff() {}

    /// Always the same wait, but for what chance takes off.
    static Duration of(Duration wait) {
        return beforeAttempt(2, wait, wait);
    }

    /// @param attempt the attempt that is waited for, 2 or more
    static Duration beforeAttempt(int attempt, Duration base, Duration longest) {
        return beforeAttempt(attempt, base, longest, ThreadLocalRandom.current().nextDouble());
    }

    /// @param chance from 0 to 1
    static Duration beforeAttempt(int attempt, Duration base, Duration longest, double chance) {
        var doublings = Math.min(Math.max(attempt - 2, 0), 30);
        var full = Math.min((double) base.toMillis() * (1L << doublings), (double) longest.toMillis());
        return Duration.ofMillis(Math.round(full * (LEAST + (1 - LEAST) * chance)));
    }
}
