package dev.tandem.audit.browser;

import dev.tandem.audit.scan.BrowserName;
import io.quarkus.logging.Log;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Every slot from its start to its end. May be used from any thread.
final class RunningSlots {

    private final SlotSource source;
    private final InstantSource clock;
    private final PoolCounts counts = new PoolCounts();
    private final Map<Slot, Instant> started = new ConcurrentHashMap<>();
    private volatile boolean closed;

    RunningSlots(SlotSource source, InstantSource clock) {
        this.source = source;
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
        return source.failures(browser);
    }

    boolean mayLaunch(BrowserName browser) {
        return source.allows(browser);
    }

    /// @throws BrowserFailure when there is no such browser here, which says how to get it
    void require(BrowserName browser) throws BrowserFailure {
        source.require(browser);
    }

    Slot start(BrowserName browser, boolean aPageWaits) throws BrowserFailure, InterruptedException {
        try {
            var slot = source.start(browser);
            started.put(slot, clock.instant());
            counts.launched(aPageWaits);
            return slot;
        } catch (BrowserFailure failure) {
            counts.launchFailed();
            throw failure;
        }
    }

    /// What a slot has been through.
    SlotLimits.SlotWear wear(Slot slot) {
        return slot.wear(started.getOrDefault(slot, clock.instant()));
    }

    /// Ends a slot; blocks until nothing of it is left.
    void retire(Slot slot, Retirement reason) {
        Log.debugf("A browser is given up reason=%s", reason);
        slot.close();
        // Last, so that whoever waits for none to run any more knows that none does.
        if (started.remove(slot) != null) {
            counts.gaveUp(reason);
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
            source.close();
        }
    }
}
