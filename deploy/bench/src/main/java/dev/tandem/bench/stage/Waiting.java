package dev.tandem.bench.stage;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Waits for what becomes true by itself.
public final class Waiting {

    private static final long LOOK_AGAIN_MILLIS = 10;

    private Waiting() {}

    /// Something that may hold, and may not be answered at all yet.
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws Exception;
    }

    /// @throws IllegalStateException naming what was waited for in vain
    public static void until(String what, Duration atMost, Condition condition) {
        until(what, atMost, LOOK_AGAIN_MILLIS, condition);
    }

    /// @param every how often to look, in milliseconds
    public static void until(String what, Duration atMost, long every, Condition condition) {
        var end = System.nanoTime() + atMost.toNanos();
        Exception last = null;
        while (System.nanoTime() < end) {
            try {
                if (condition.holds()) {
                    return;
                }
            } catch (Exception notYet) {
                last = notYet;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(every));
        }
        throw new IllegalStateException("Waited in vain for " + atMost + " until " + what, last);
    }
}
