package dev.tandem.audit.lighthouse;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// First come, first served, for a place on a worker and, for runs that score performance, for the permit that keeps
/// them apart: two at once on one machine disturb each other's scores.
final class LighthouseQueue {

    private final Semaphore performance;
    private final Semaphore places;
    private final Duration timeout;

    LighthouseQueue(int workers, int performanceRuns, Duration timeout) {
        this.performance = new Semaphore(performanceRuns, true);
        this.places = new Semaphore(workers, true);
        this.timeout = timeout;
    }

    /// A place on a worker until it is closed.
    final class Turn implements AutoCloseable {

        private final boolean exclusive;

        private Turn(boolean exclusive) {
            this.exclusive = exclusive;
        }

        @Override
        public void close() {
            places.release();
            if (exclusive) {
                performance.release();
            }
        }
    }

    /// Waits for a turn.
    ///
    /// @throws LighthouseFailure when none came in time or the caller was interrupted
    Turn enter(boolean exclusive) throws LighthouseFailure {
        var until = System.nanoTime() + timeout.toNanos();
        // The permit first: a run that waits for it must not hold a place that others could use.
        if (exclusive) {
            acquire(performance, until);
        }
        var entered = false;
        try {
            acquire(places, until);
            entered = true;
            return new Turn(exclusive);
        } finally {
            if (exclusive && !entered) {
                performance.release();
            }
        }
    }

    int waiting() {
        return performance.getQueueLength() + places.getQueueLength();
    }

    private void acquire(Semaphore semaphore, long until) throws LighthouseFailure {
        try {
            if (!semaphore.tryAcquire(until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw new LighthouseFailure(
                        LighthouseFailure.Code.LIGHTHOUSE_BUSY,
                        "No Lighthouse worker became free within %d seconds.".formatted(timeout.toSeconds()),
                        true);
            }
        } catch (InterruptedException cancelled) {
            throw LighthouseFailure.cancelled();
        }
    }
}
