package dev.tandem.audit.browser;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Keeps a machine whose browsers don't start from trying without pause: after three failures in a row nobody may try
/// for a second, then two, up to a minute, and one start that succeeds forgets it all. May be asked from any thread.
final class LaunchBreaker {

    private static final int FAILURES = 3;
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final InstantSource clock;
    private int failures;
    private Instant openUntil = Instant.MIN;

    LaunchBreaker(InstantSource clock) {
        this.clock = clock;
    }

    /// Whether a browser may be started now.
    synchronized boolean allows() {
        return !clock.instant().isBefore(openUntil);
    }

    synchronized void succeeded() {
        failures = 0;
        openUntil = Instant.MIN;
    }

    synchronized void failed() {
        failures++;
        if (failures >= FAILURES) {
            var doublings = Math.min(failures - FAILURES, 10);
            var pause = FIRST.multipliedBy(1L << doublings);
            openUntil = clock.instant().plus(pause.compareTo(LONGEST) < 0 ? pause : LONGEST);
        }
    }

    /// How many starts in a row have failed.
    synchronized int failures() {
        return failures;
    }
}
