package dev.tandem.jobs.client;

import java.time.Duration;
import java.time.Instant;

/// How fast one host is asked. The number of requests at once halves when the host asks for less, and grows by one each
/// time that as many in a row went well. A host that fails again and again is left alone for a while. Not safe for
/// several threads at once.
final class HostPace {

    private final int most;
    private final int failuresInARow;
    private final Duration rest;

    private int atOnce;
    private int well;
    private int failures;
    // Answers to what was under way when the pace was cut tell nothing about the new pace.
    private int stale;
    private Instant pausedUntil = Instant.MIN;
    private Instant restsUntil = Instant.MIN;

    /// @param most how many requests at once, at best
    /// @param failuresInARow after how many failures the host is left alone
    /// @param rest for how long
    HostPace(int most, int failuresInARow, Duration rest) {
        this.most = most;
        this.atOnce = most;
        this.failuresInARow = failuresInARow;
        this.rest = rest;
    }

    /// How many requests may be under way now; none while the host wants a pause.
    int atOnce(Instant now) {
        return now.isBefore(pausedUntil) ? 0 : atOnce;
    }

    /// How long nothing may be sent, zero when something may.
    Duration pause(Instant now) {
        return now.isBefore(pausedUntil) ? Duration.between(now, pausedUntil) : Duration.ZERO;
    }

    /// Whether the host failed so often that it is not asked at all now.
    boolean isResting(Instant now) {
        return now.isBefore(restsUntil);
    }

    void wentWell() {
        failures = 0;
        if (stale > 0) {
            stale--;
        } else if (atOnce < most && ++well >= atOnce) {
            atOnce++;
            well = 0;
        }
    }

    /// The host asked for less.
    ///
    /// @param pause how long it wants to be left alone
    /// @param others how many more requests are under way
    void slowDown(Duration pause, int others, Instant now) {
        var until = now.plus(pause);
        pausedUntil = until.isAfter(pausedUntil) ? until : pausedUntil;
        well = 0;
        if (stale > 0) {
            stale--;
        } else {
            atOnce = Math.max(1, atOnce / 2);
            stale = others;
        }
    }

    /// The host answered with a fault of its own, or not at all.
    void failed(Instant now) {
        stale = Math.max(0, stale - 1);
        well = 0;
        if (++failures >= failuresInARow) {
            restsUntil = now.plus(rest);
            // One request shall find out whether it is back.
            atOnce = 1;
        }
    }
}
