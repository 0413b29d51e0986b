package dev.tandem.audit.run;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// How long each part of a run takes, from the moment that this is made. For one thread at a time.
final class Phases {

    private final Map<String, Long> millis = new LinkedHashMap<>();
    private final long start = System.nanoTime();
    private long last = start;

    /// The phase that has just ended began where the one before it did; a phase that comes again is added up.
    void end(String phase) {
        var now = System.nanoTime();
        millis.merge(phase, Duration.ofNanos(now - last).toMillis(), Long::sum);
        last = now;
    }

    /// A phase that somebody else has measured, and which has just ended.
    Phases took(String phase, long took) {
        millis.merge(phase, took, Long::sum);
        last = System.nanoTime();
        return this;
    }

    long total() {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    Map<String, Long> millis() {
        return Map.copyOf(millis);
    }
}
