package dev.tandem.audit.browser;

import dev.tandem.audit.egress.EgressProxy;
import dev.tandem.audit.process.RunFolder;
import dev.tandem.audit.scan.BrowserName;
import java.io.IOException;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/// Starts slots: few at a time, because a browser that starts needs a processor of its own, and not without pause where
/// browsers don't start.
final class SlotStarter implements SlotSource {

    private static final int STARTS_AT_ONCE = 2;

    private final BrowserSources sources;
    private final SlotNeeds needs;
    private final RunFolder folder;
    private final Map<BrowserName, LaunchBreaker> breakers = new EnumMap<>(BrowserName.class);
    private final Semaphore turns = new Semaphore(STARTS_AT_ONCE, true);
    private final AtomicInteger number = new AtomicInteger();

    SlotStarter(BrowserSources sources, SlotNeeds needs, InstantSource clock) {
        this.sources = sources;
        this.needs = needs;
        this.folder = RunFolder.under(needs.config().temporary());
        for (var browser : BrowserName.values()) {
            breakers.put(browser, new LaunchBreaker(clock));
        }
    }

    @Override
    public void require(BrowserName browser) throws BrowserFailure {
        sources.of(browser);
    }

    @Override
    public Slot start(BrowserName browser) throws BrowserFailure, InterruptedException {
        var source = sources.of(browser);
        var breaker = breaker(browser);
        if (!breaker.allows()) {
            throw new BrowserFailure(
                    "BROWSER_NOT_STARTED",
                    "The browser has failed to start several times in a row and is tried again in a moment.",
                    true,
                    null);
        }
        turns.acquire();
        try {
            var slot = make(browser);
            slot.start(source);
            breaker.succeeded();
            return slot;
        } catch (BrowserFailure failure) {
            breaker.failed();
            throw failure;
        } finally {
            turns.release();
        }
    }

    private BrowserSlot make(BrowserName browser) throws BrowserFailure {
        var name = "slot-" + number.incrementAndGet();
        try {
            return new BrowserSlot(name, browser, folder.make(name), new EgressProxy(needs.guard()), needs);
        } catch (IOException noPortOrPlace) {
            throw BrowserErrors.notStarted(noPortOrPlace);
        }
    }

    @Override
    public boolean allows(BrowserName browser) {
        return breaker(browser).allows();
    }

    @Override
    public int failures(BrowserName browser) {
        return breaker(browser).failures();
    }

    private LaunchBreaker breaker(BrowserName browser) {
        // There is one for each.
        return Objects.requireNonNull(breakers.get(browser));
    }

    @Override
    public void close() {
        folder.close();
    }
}
