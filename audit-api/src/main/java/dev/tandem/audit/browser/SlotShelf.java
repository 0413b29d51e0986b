package dev.tandem.audit.browser;

import dev.tandem.audit.browser.IdleSlots.Idle;
import dev.tandem.audit.scan.BrowserName;
import io.quarkus.logging.Log;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Every slot of a pool, from its start to its end. Starts ahead of need and closes behind everybody's back, so that no
/// visit waits for either.
final class SlotShelf implements AutoCloseable {

    /// Memory is looked at after so many visits, because that takes some milliseconds.
    private static final int MEASURE_EVERY = 10;

    private final SlotStarter starter;
    private final BrowserConfig config;
    private final SlotLimits limits;
    private final InstantSource clock;
    private final PoolCounts counts = new PoolCounts();
    private final IdleSlots<BrowserSlot> idle = new IdleSlots<>();
    private final Map<BrowserSlot, Instant> started = new ConcurrentHashMap<>();
    private final Semaphore room = new Semaphore(BrowserConfig.MOST);
    private final Set<BrowserName> starting = ConcurrentHashMap.newKeySet();
    private final Map<BrowserName, Instant> lastUse = new ConcurrentHashMap<>();
    private final ExecutorService behind =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("slots-", 0).factory());
    private volatile boolean closed;

    SlotShelf(SlotStarter starter, BrowserConfig config, InstantSource clock) {
        this.starter = starter;
        this.config = config;
        this.limits = SlotLimits.from(config);
        this.clock = clock;
    }

    PoolCounts counts() {
        return counts;
    }

    int running() {
        return started.size();
    }

    int idle() {
        return idle.size();
    }

    int launchFailures(BrowserName browser) {
        return starter.failures(browser);
    }

    long bytes() {
        return started.keySet().stream().mapToLong(slot -> slot.wear(Instant.EPOCH).bytes()).sum();
    }

    /// A slot that works, started now only where none is ready.
    BrowserSlot take(BrowserName browser) throws BrowserFailure, InterruptedException {
        lastUse.put(browser, clock.instant());
        for (var found = idle.take(browser); found.isPresent(); found = idle.take(browser)) {
            var slot = found.get();
            var reason = slot.unusable();
            if (reason.isEmpty()) {
                keepReady(browser);
                return slot;
            }
            retireBehind(slot, reason.get());
        }
        if (closed) {
            throw BrowserErrors.gone(null);
        }
        starter.require(browser);
        makeRoom();
        var slot = start(browser, true);
        keepReady(browser);
        return slot;
    }

    /// Takes a place for one browser more, if need be that of the one idle for the longest time.
    private void makeRoom() throws BrowserFailure, InterruptedException {
        while (!room.tryAcquire()) {
            var oldest = idle.takeOldest();
            if (oldest.isPresent()) {
                retire(oldest.get(), Retirement.EVICTED);
            } else if (room.tryAcquire(config.slotWait().toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            } else {
                throw BrowserErrors.allBusy();
            }
        }
    }

    /// Uses up a place that was taken, or gives it back.
    private BrowserSlot start(BrowserName browser, boolean aPageWaits) throws BrowserFailure, InterruptedException {
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

    /// Takes a slot back after a visit, to be used again or not.
    void giveBack(BrowserSlot slot) {
        var now = clock.instant();
        lastUse.put(slot.browserName(), now);
        var broken = slot.unusable();
        if (broken.isPresent() || closed) {
            retireBehind(slot, broken.orElse(Retirement.SHUTDOWN));
        } else {
            if (slot.visits() % MEASURE_EVERY == 0) {
                slot.measure();
            }
            idle.put(new Idle<>(slot, slot.browserName(), now, isWorn(slot, now)));
            settle();
        }
        keepReady(slot.browserName());
        retireLateComers();
    }

    private boolean isWorn(BrowserSlot slot, Instant now) {
        return due(slot, now).isPresent();
    }

    private Optional<Retirement> due(BrowserSlot slot, Instant now) {
        return limits.due(slot.wear(started.getOrDefault(slot, now)), now);
    }

    /// Lets go of worn slots whose successor is there.
    private void settle() {
        for (var slot : idle.takeReplaced()) {
            retireBehind(slot, due(slot, clock.instant()).orElse(Retirement.AGE));
        }
    }

    /// Has a slot started behind everybody's back unless one is ready.
    private void keepReady(BrowserName browser) {
        if (closed || !config.spare() || idle.hasFresh(browser) || !starting.add(browser)) {
            return;
        }
        if (!room.tryAcquire()) {
            starting.remove(browser);
            return;
        }
        try {
            behind.execute(() -> startAhead(browser));
        } catch (RejectedExecutionException closing) {
            starting.remove(browser);
            room.release();
        }
    }

    private void startAhead(BrowserName browser) {
        try {
            shelve(start(browser, false));
        } catch (BrowserFailure failure) {
            Log.warnf("No browser could be started ahead browser=%s: %s", browser, failure.getMessage());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            starting.remove(browser);
        }
    }

    private void shelve(BrowserSlot slot) {
        idle.put(new Idle<>(slot, slot.browserName(), clock.instant(), false));
        settle();
        retireLateComers();
    }

    /// What was put on the shelf while it was cleared.
    private void retireLateComers() {
        if (closed) {
            idle.takeAll().forEach(slot -> retire(slot, Retirement.SHUTDOWN));
        }
    }

    /// Starts one now, unless one is ready.
    void warm(BrowserName browser) throws BrowserFailure, InterruptedException {
        if (!idle.hasFresh(browser) && !closed) {
            makeRoom();
            shelve(start(browser, false));
        }
    }

    /// What time alone brings: browsers that died, that are worn, that nobody needs any more.
    void tend() {
        var now = clock.instant();
        for (var slot : idle.all()) {
            slot.measure();
            var broken = slot.unusable();
            if (broken.isPresent() && idle.remove(slot)) {
                retireBehind(slot, broken.get());
            }
        }
        var lastVisit = lastUse.values().stream().max(Instant::compareTo);
        if (lastVisit.isPresent() && limits.unusedTooLong(lastVisit.get(), now)) {
            idle.takeAll().forEach(slot -> retireBehind(slot, Retirement.IDLE));
            return;
        }
        idle.wear(slot -> isWorn(slot, now));
        var inUse = browsersInUse(now);
        idle.takeExpired(since -> limits.idleTooLong(since, now), inUse)
                .forEach(slot -> retireBehind(slot, Retirement.IDLE));
        inUse.forEach(this::keepReady);
        settle();
    }

    private Set<BrowserName> browsersInUse(Instant now) {
        return lastUse.entrySet().stream()
                .filter(use -> !limits.idleTooLong(use.getValue(), now))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private void retireBehind(BrowserSlot slot, Retirement reason) {
        try {
            behind.execute(() -> retire(slot, reason));
        } catch (RejectedExecutionException closing) {
            retire(slot, reason);
        }
    }

    private void retire(BrowserSlot slot, Retirement reason) {
        Log.debugf("A browser is given up reason=%s", reason);
        slot.close();
        // Last, so that whoever waits for none to run any more knows that none does.
        if (started.remove(slot) != null) {
            counts.gaveUp(reason);
            room.release();
        }
        if (closed && started.isEmpty()) {
            starter.close();
        }
    }

    /// Ends all idle slots and waits for them; one that is busy ends when it is given back.
    @Override
    public void close() {
        closed = true;
        idle.takeAll().forEach(slot -> retireBehind(slot, Retirement.SHUTDOWN));
        behind.close();
        retireLateComers();
        if (started.isEmpty()) {
            starter.close();
        }
    }
}
