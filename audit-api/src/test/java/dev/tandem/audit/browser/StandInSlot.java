package dev.tandem.audit.browser;

import dev.tandem.audit.browser.SlotLimits.SlotWear;
import dev.tandem.audit.egress.ProxyFixture;
import dev.tandem.audit.scan.BrowserName;
import dev.tandem.audit.scan.Device;
import dev.tandem.audit.scan.PageSettings;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A slot without a browser, worn and broken as a test likes.
final class StandInSlot implements Slot {

    private final BrowserName browser;
    private final Runnable ending;
    private final AtomicInteger visits = new AtomicInteger();
    volatile @Nullable Retirement broken;
    volatile long holds;
    private volatile long measured;
    volatile boolean closed;

    StandInSlot(BrowserName browser, Runnable ending) {
        this.browser = browser;
        this.ending = ending;
    }

    @Override
    public BrowserName browserName() {
        return browser;
    }

    @Override
    public <T> T visit(Device device, PageSettings settings, PageWork<T> work) throws BrowserFailure {
        visits.incrementAndGet();
        try (var fixture = new ProxyFixture("127.0.0.2")) {
            var session = fixture.proxy.begin(ProxyFixture.LIMITS);
            return work.with(
                    Visit.open(new StandInBrowser().opened(), device, settings, session, BrowserStage.guard()));
        }
    }

    @Override
    public Optional<Retirement> unusable() {
        return Optional.ofNullable(broken);
    }

    @Override
    public SlotWear wear(Instant started) {
        return new SlotWear(visits.get(), started, measured);
    }

    @Override
    public int visits() {
        return visits.get();
    }

    @Override
    public long measure() {
        measured = holds;
        return measured;
    }

    @Override
    public void close() {
        ending.run();
        closed = true;
    }
}
