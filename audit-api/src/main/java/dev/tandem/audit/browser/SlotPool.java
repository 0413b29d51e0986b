package dev.tandem.audit.browser;

import dev.tandem.audit.egress.EgressLimits;
import dev.tandem.audit.egress.EgressProxy;
import dev.tandem.audit.scan.Device;
import dev.tandem.audit.scan.PageSettings;
import dev.tandem.common.egress.EgressGuard;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The browsers of this process. A slot is started when all others are busy, used again while it is healthy, and
/// replaced when it is not. The one used last is used next, because its caches are warm.
public final class SlotPool implements AutoCloseable {

    /// So many waiting visits mean that more slots, or more processes, are needed.
    private static final int MANY_WAITING = 20;

    private final Chromium chromium;
    private final BrowserConfig config;
    private final EgressLimits limits;
    private final EgressGuard guard;
    private final Semaphore permits;
    private final Deque<BrowserSlot> idle = new ConcurrentLinkedDeque<>();
    private final AtomicInteger started = new AtomicInteger();
    private volatile boolean closed;

    public SlotPool(Chromium chromium, BrowserConfig config, EgressLimits limits, EgressGuard guard) {
        this.chromium = chromium;
        this.config = config;
        this.limits = limits;
        this.guard = guard;
        this.permits = new Semaphore(config.slotCount(), true);
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
            throw new BrowserFailure(
                    "NO_FREE_BROWSER",
                    "All browsers were busy for too long; the scan is tried again later.",
                    true,
                    null);
        }
        try {
            return visitFreeSlot(device, settings, work);
        } finally {
            permits.release();
        }
    }

    private <T> T visitFreeSlot(Device device, PageSettings settings, PageWork<T> work)
            throws BrowserFailure, InterruptedException {
        var slot = take();
        try {
            return slot.visit(device, settings, work);
        } finally {
            giveBack(slot);
        }
    }

    private BrowserSlot take() throws BrowserFailure, InterruptedException {
        for (var slot = idle.pollFirst(); slot != null; slot = idle.pollFirst()) {
            if (slot.usable()) {
                return slot;
            }
            // Its browser died while nobody used it.
            slot.close();
        }
        if (closed) {
            throw BrowserErrors.gone(null);
        }
        return start();
    }

    private BrowserSlot start() throws BrowserFailure, InterruptedException {
        try {
            var egress = new EgressProxy(guard);
            return BrowserSlot.start("slot-" + started.incrementAndGet(), chromium, config, limits, egress);
        } catch (IOException noPort) {
            throw BrowserErrors.notStarted(noPort);
        }
    }

    private void giveBack(BrowserSlot slot) {
        if (slot.usable() && !closed) {
            idle.addFirst(slot);
        } else {
            // Closing a browser that hangs takes seconds, which the answer should not wait for.
            Thread.ofVirtual().name("closing-slot").start(slot::close);
        }
    }

    /// Starts one browser ahead, so that the first visit does not wait for it.
    public void warm() throws BrowserFailure, InterruptedException {
        if (idle.isEmpty() && permits.tryAcquire()) {
            try {
                giveBack(start());
            } finally {
                permits.release();
            }
        }
    }

    /// Ends every idle browser; busy ones end with their visits.
    @Override
    public void close() {
        closed = true;
        for (var slot = idle.pollFirst(); slot != null; slot = idle.pollFirst()) {
            slot.close();
        }
    }
}
