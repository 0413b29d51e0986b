package dev.tandem.jobs.poll;

import java.time.Duration;

/// How a poll of a test runs: fast to notice things, slow to give up.
record Bounds(
        int sourcesAtOnce,
        Duration sourceWithin,
        Duration answerWithin,
        Duration heartbeat,
        Duration deadAfter,
        Duration lookUpEvery,
        Duration keep)
        implements PollConfig {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration OFTEN = Duration.ofMillis(100);

    static Bounds usual() {
        return new Bounds(10, SOON, SOON, OFTEN, SOON, OFTEN, Duration.ofDays(90));
    }

    Bounds sourceWithin(Duration limit) {
        return new Bounds(sourcesAtOnce, limit, answerWithin, heartbeat, deadAfter, lookUpEvery, keep);
    }

    Bounds answerWithin(Duration limit) {
        return new Bounds(sourcesAtOnce, sourceWithin, limit, heartbeat, deadAfter, lookUpEvery, keep);
    }

    Bounds heartbeat(Duration time) {
        return new Bounds(sourcesAtOnce, sourceWithin, answerWithin, time, deadAfter, lookUpEvery, keep);
    }
}
