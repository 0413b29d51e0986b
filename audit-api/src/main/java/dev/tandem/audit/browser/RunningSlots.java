package dev.tandem.audit.browser;

import dev.tandem.audit.scan.BrowserName;
import io.quarkus.logging.Log;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Every slot from its start to its end, and the room for so many and no more. May be used from any thread.
final class RunningSlots {

    private final SlotStarter starter;
    private final InstantSource clock;
    private final PoolCounts counts = new PoolCounts();
    private final Map<BrowserSlot, Instant> started = new ConcurrentHashMap<>();
    private final Semaphore room = new Semaphore(BrowserConfig.MOST);
    private volatile boolean closed;

    RunningSlots(SlotStarter starter, InstantSource clock) {
        this.starter = starter;
        this.clock = clock;
    }

    PoolCounts counts() {
        return counts;
    }

    int size() {
        return started.size();
    }

    /// The memory of all, as it was last measured.
    long bytes() {
        return started.keySet().stream().mapToLong(slot -> slot.wear(Instant.EPOCH).bytes()).sum();
    }

    int launchFailures(BrowserName browser) {
        return starter.failures(browser);
    }

    boolean mayLaunch(BrowserName browser) {
        return starter.allows(browser);
    }

    /// @throws BrowserFailure when there is no such browser here, which says how to get it
    void require(BrowserName browser) throws BrowserFailure {
        starter.require(browser);
    }

    /// Takes a place for one slot more, if there is one.
    boolean reserve() {
        return room.tryAcquire();
    }

    /// Takes a place for one slot more, waiting for it.
    boolean reserve(Duration atMost) throws InterruptedException {
        return room.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Gives a place back that was not used.
    void cancel() {
        room.release();
    }

    /// Starts a slot in a place that was taken; the place is free again when it does not start.
    BrowserSlot start(BrowserName browser, boolean aPageWaits) throws BrowserFailure, InterruptedException {
        BrowserSlot slot = null;
        try {
            slot = starter.start(browser);
            started.put(slot, clock.instant());
            counts.launched(aPageWaits);
            return slot;
        } catch (BrowserFailure failure) {
            counts.launchFailed();
            throw failure;
        } finally {
            if (slot == null) {
                room.release();
            }
        }
    }

    /// What a slot has been through.
    SlotLimits.SlotWear wear(BrowserSlot slot) {
        return slot.wear(started.getOrDefault(slot, clock.instant()));
    }

    /// Ends a slot; blocks until nothing of it is left.
    void retire(BrowserSlot slot, Retirement reason) {
        Log.debugf("A browser is given up reason=%s", reason);
        slot.close();
        // Last, so that whoever waits for none to run any more knows that none does.
        if (started.remove(slot) != null) {
            counts.gaveUp(reason);
            room.release();
        }
        sweepUp();
    }

    /// No slot is started any more; what is left of the files goes with the last one.
    void close() {
        closed = true;
        sweepUp();
    }

    private void sweepUp() {
        if (closed && started.isEmpty()) {
            starter.close();
        }
    }
}
