package dev.tandem.audit.browser;

import dev.tandem.audit.egress.Blocklist;
import dev.tandem.audit.egress.EgressLimits;
import dev.tandem.audit.scan.BrowserName;
import dev.tandem.audit.scan.Device;
import dev.tandem.audit.scan.PageSettings;
import dev.tandem.common.egress.EgressGuard;
import io.quarkus.logging.Log;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The browsers of this process. A visit gets one that already runs: one more than are busy is kept ready, and one that
/// has to leave goes when its successor runs, or at once where none can be started beside it.
public final class SlotPool implements AutoCloseable {

    /// So many waiting visits mean that more slots, or more processes, are needed.
    private static final int MANY_WAITING = 20;

    private final BrowserConfig config;
    private final Semaphore permits;
    private final RunningSlots slots;
    private final SlotShelf shelf;

    public SlotPool(
            BrowserSources sources,
            BrowserConfig config,
            EgressLimits limits,
            EgressGuard guard,
            Blocklist trackers,
            InstantSource clock) {
        this(new SlotStarter(sources, new SlotNeeds(config, limits, guard, trackers), clock), config, clock);
    }

    SlotPool(SlotSource source, BrowserConfig config, InstantSource clock) {
        this.config = config;
        this.permits = new Semaphore(config.slotCount(), true);
        this.slots = new RunningSlots(source, clock);
        this.shelf = new SlotShelf(slots, config, clock);
    }

    /// How many pages can be open at once.
    public int size() {
        return config.slotCount();
    }

    /// How many pages are open now.
    public int busy() {
        return size() - permits.availablePermits();
    }

    /// How many visits wait for a slot.
    public int waiting() {
        return permits.getQueueLength();
    }

    /// How many browsers run.
    public int running() {
        return slots.size();
    }

    /// How many of them nobody uses.
    public int idle() {
        return shelf.idle();
    }

    /// The memory that all browsers held when they were looked at last, with their drivers, in bytes (PSS).
    public long bytes() {
        return slots.bytes();
    }

    public PoolCounts counts() {
        return slots.counts();
    }

    /// How many starts of a browser in a row have failed.
    public int launchFailures(BrowserName browser) {
        return slots.launchFailures(browser);
    }

    /// Whether a page could be opened: in a browser that runs, or in one that may be started. It may not for a while
    /// after starts that failed.
    public boolean canServe(BrowserName browser) {
        return running() > 0 || slots.mayLaunch(browser);
    }

    /// Opens a fresh page in a free slot and works on it, waiting for the slot if need be.
    ///
    /// @param work runs on the slot's own thread
    /// @throws BrowserFailure in a sentence for people, whatever went wrong
    /// @throws InterruptedException when the caller was interrupted, which stops the visit
    public <T> T visit(Device device, PageSettings settings, PageWork<T> work)
            throws BrowserFailure, InterruptedException {
        if (permits.getQueueLength() >= MANY_WAITING) {
            Log.warnf("Many pages wait for a browser waiting=%d slots=%d", permits.getQueueLength(), size());
        }
        if (!permits.tryAcquire(config.slotWait().toMillis(), TimeUnit.MILLISECONDS)) {
            throw BrowserErrors.allBusy();
        }
        try {
            return visitFreeSlot(device, settings, work);
        } finally {
            permits.release();
        }
    }

    private <T> T visitFreeSlot(Device device, PageSettings settings, PageWork<T> work)
            throws BrowserFailure, InterruptedException {
        var slot = shelf.take(settings.browser());
        try {
            return slot.visit(device, settings, work);
        } finally {
            shelf.giveBack(slot);
        }
    }

    /// Starts one browser ahead, so that the first visit does not wait for it.
    public void warm() throws BrowserFailure, InterruptedException {
        shelf.warm(BrowserName.CHROMIUM);
    }

    /// Looks after browsers that nobody uses. For a scheduler, every quarter of a minute or so.
    public void tend() {
        shelf.tend();
    }

    /// Ends every idle browser; busy ones end with their visits.
    @Override
    public void close() {
        shelf.close();
    }
}
