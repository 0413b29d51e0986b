package dev.tandem.audit.browser;

import dev.tandem.audit.browser.IdleSlots.Claim;
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
import java.util.stream.Collectors;

/// Where slots wait for a visit. Starts them ahead of need and ends them behind everybody's back, so that no visit
/// waits for either.
final class SlotShelf implements AutoCloseable {

    /// Memory is looked at after so many visits, because that takes some milliseconds.
    private static final int MEASURE_EVERY = 10;

    private final RunningSlots slots;
    private final BrowserConfig config;
    private final SlotLimits limits;
    private final InstantSource clock;
    private final IdleSlots<Slot> idle = new IdleSlots<>(BrowserConfig.MOST);
    private final Set<BrowserName> starting = ConcurrentHashMap.newKeySet();
    private final Map<BrowserName, Instant> lastUse = new ConcurrentHashMap<>();
    private final ExecutorService ahead =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("ahead-", 0).factory());
    private final ExecutorService behind =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("behind-", 0).factory());
    private volatile boolean closed;

    SlotShelf(RunningSlots slots, BrowserConfig config, InstantSource clock) {
        this.slots = slots;
        this.config = config;
        this.limits = SlotLimits.from(config);
        this.clock = clock;
    }

    int idle() {
        return idle.size();
    }

    /// A slot that works, started now only where none is ready, or else the first that is given back.
    Slot take(BrowserName browser) throws BrowserFailure, InterruptedException {
        lastUse.put(browser, clock.instant());
        var slot = claim(browser, true);
        keepReady(browser);
        return slot;
    }

    private Slot claim(BrowserName browser, boolean aPageWaits) throws BrowserFailure, InterruptedException {
        slots.require(browser);
        while (true) {
            switch (idle.claim(browser, config.slotWait()).orElseThrow(BrowserErrors::allBusy)) {
                case Claim.Found<Slot>(var slot) -> {
                    var reason = slot.unusable();
                    if (reason.isEmpty()) {
                        return slot;
                    }
                    retireBehind(slot, reason.get());
                }
                case Claim.Place<Slot>() -> {
                    return start(browser, aPageWaits);
                }
                case Claim.PlaceOf<Slot>(var slot) -> {
                    slots.retire(slot, Retirement.EVICTED);
                    return start(browser, aPageWaits);
                }
            }
        }
    }

    /// Starts a slot in a place that was taken; the place is free again when it does not start.
    private Slot start(BrowserName browser, boolean aPageWaits) throws BrowserFailure, InterruptedException {
        try {
            if (closed) {
                throw BrowserErrors.gone(null);
            }
            return slots.start(browser, aPageWaits);
        } catch (BrowserFailure | InterruptedException | RuntimeException failure) {
            idle.freePlace();
            throw failure;
        }
    }

    /// Takes a slot back after a visit, to be used again or not.
    void giveBack(Slot slot) {
        var now = clock.instant();
        lastUse.put(slot.browserName(), now);
        var broken = slot.unusable();
        if (broken.isPresent()) {
            retireBehind(slot, broken.get());
            keepReady(slot.browserName());
        } else {
            if (slot.visits() % MEASURE_EVERY == 0) {
                slot.measure();
            }
            shelve(slot, now);
        }
    }

    private void shelve(Slot slot, Instant now) {
        var due = due(slot, now);
        if (due.isPresent() && !keepReady(slot.browserName())) {
            replaceBehind(slot, due.get());
            return;
        }
        idle.put(new Idle<>(slot, slot.browserName(), now, due.isPresent()));
        renew(slot.browserName(), now);
        retireLateComers();
    }

    private Optional<Retirement> due(Slot slot, Instant now) {
        return limits.due(slots.wear(slot), now);
    }

    /// Lets go of worn slots whose successor is there. Where none can be started beside them, they go all the same.
    private void renew(BrowserName browser, Instant now) {
        var leaving = keepReady(browser) ? idle.takeReplaced(browser) : idle.takeWorn(browser);
        leaving.forEach(slot -> replaceBehind(slot, due(slot, now).orElse(Retirement.AGE)));
    }

    /// What was put on the shelf while it was cleared.
    private void retireLateComers() {
        if (closed) {
            idle.takeAll().forEach(slot -> retire(slot, Retirement.SHUTDOWN));
        }
    }

    /// Has a slot started behind everybody's back unless one is ready, and never where a visit waits for the place.
    /// Tells whether one is ready or will be, which it is not where none is wanted or there is no place.
    private synchronized boolean keepReady(BrowserName browser) {
        if (closed || !config.spare()) {
            return false;
        }
        if (!starting.add(browser)) {
            return true;
        }
        // Asked only now, because one that was being started is on the shelf before its name is off the list.
        var ready = idle.hasFresh(browser);
        if (ready || !idle.takePlace()) {
            starting.remove(browser);
            return ready;
        }
        try {
            ahead.execute(() -> startAhead(browser));
        } catch (RejectedExecutionException closing) {
            starting.remove(browser);
            idle.freePlace();
        }
        return true;
    }

    private void startAhead(BrowserName browser) {
        var started = false;
        try {
            shelve(start(browser, false), clock.instant());
            started = true;
        } catch (BrowserFailure failure) {
            Log.warnf("No browser could be started ahead browser=%s: %s", browser, failure.getMessage());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            starting.remove(browser);
        }
        // A visit may have taken it before its name was off the list.
        if (started) {
            keepReady(browser);
        }
    }

    /// Starts one now, unless one is ready.
    void warm(BrowserName browser) throws BrowserFailure, InterruptedException {
        if (!idle.hasFresh(browser) && !closed) {
            shelve(claim(browser, false), clock.instant());
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
        if (!lastUse.isEmpty() && lastUse.values().stream().allMatch(last -> limits.unusedTooLong(last, now))) {
            idle.takeAll().forEach(slot -> retireBehind(slot, Retirement.IDLE));
            return;
        }
        idle.wear(slot -> due(slot, now).isPresent());
        var inUse = browsersInUse(now);
        idle.takeExpired(since -> limits.idleTooLong(since, now), inUse)
                .forEach(slot -> retireBehind(slot, Retirement.IDLE));
        inUse.forEach(browser -> renew(browser, now));
    }

    private Set<BrowserName> browsersInUse(Instant now) {
        return lastUse.entrySet().stream()
                .filter(use -> !limits.idleTooLong(use.getValue(), now))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private void retireBehind(Slot slot, Retirement reason) {
        doBehind(() -> retire(slot, reason));
    }

    /// Ends a slot and has its successor started in its place, unless a visit takes that.
    private void replaceBehind(Slot slot, Retirement reason) {
        doBehind(() -> {
            retire(slot, reason);
            keepReady(slot.browserName());
        });
    }

    private void doBehind(Runnable work) {
        try {
            behind.execute(work);
        } catch (RejectedExecutionException closing) {
            work.run();
        }
    }

    private void retire(Slot slot, Retirement reason) {
        slots.retire(slot, reason);
        idle.freePlace();
    }

    /// Ends all idle slots and waits for them; one that is busy ends when it is given back.
    @Override
    public void close() {
        closed = true;
        ahead.shutdownNow();
        ahead.close();
        idle.takeAll().forEach(slot -> retireBehind(slot, Retirement.SHUTDOWN));
        behind.close();
        retireLateComers();
        slots.close();
    }
}
