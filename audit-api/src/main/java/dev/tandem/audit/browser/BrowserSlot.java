package dev.tandem.audit.browser;

import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import dev.tandem.audit.browser.BrowserSource.OpenedBrowser;
import dev.tandem.audit.browser.SlotLimits.SlotWear;
import dev.tandem.audit.egress.Blocklist;
import dev.tandem.audit.egress.EgressProxy;
import dev.tandem.audit.process.ProcessTree;
import dev.tandem.audit.process.RunFolder;
import dev.tandem.audit.scan.BrowserName;
import dev.tandem.audit.scan.Device;
import dev.tandem.audit.scan.PageSettings;
import io.quarkus.logging.Log;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One thread, one Playwright driver, one browser, one folder and one egress port, which belong to nobody else:
/// Playwright's objects may only be touched by the thread that made them, and a browser shared between threads is
/// slower and isolates nothing. One visit at a time.
final class BrowserSlot implements Slot {

    private static final long START_SECONDS = 90;
    private static final long CLOSE_SECONDS = 5;
    private static final long GONE_SECONDS = 5;

    private final String name;
    private final BrowserName browserName;
    private final Path folder;
    private final EgressProxy egress;
    private final SlotNeeds needs;
    private final ExecutorService thread;
    private final AtomicInteger visits = new AtomicInteger();

    private @Nullable Playwright playwright;
    private volatile @Nullable OpenedBrowser opened;
    private volatile @Nullable DriverProcess driver;
    private volatile @Nullable Retirement broken;
    private volatile long bytes;

    BrowserSlot(String name, BrowserName browserName, Path folder, EgressProxy egress, SlotNeeds needs) {
        this.name = name;
        this.browserName = browserName;
        this.folder = folder;
        this.egress = egress;
        this.needs = needs;
        this.thread = Executors.newSingleThreadExecutor(Thread.ofPlatform().name(name).daemon().factory());
    }

    /// Starts driver and browser; a slot that did not start is closed.
    void start(BrowserSource source) throws BrowserFailure, InterruptedException {
        var started =
                thread.submit(() -> {
                    open(source);
                    return null;
                });
        try {
            started.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            close();
            throw failure.getCause() instanceof BrowserFailure explained
                    ? explained
                    : BrowserErrors.notStarted(failure);
        } catch (TimeoutException failure) {
            close();
            throw BrowserErrors.notStarted(failure);
        } catch (InterruptedException interrupted) {
            close();
            throw interrupted;
        }
    }

    private void open(BrowserSource source) throws BrowserFailure {
        var started = SlotDriver.start(needs.config().node(), needs.config().temporary(), folder);
        playwright = started;
        SandboxScript.register(started);
        driver = DriverProcess.of(started);
        opened = source.open(started, egress.port());
    }

    @Override
    public BrowserName browserName() {
        return browserName;
    }

    @Override
    public <T> T visit(Device device, PageSettings settings, PageWork<T> work)
            throws BrowserFailure, InterruptedException {
        visits.incrementAndGet();
        var task = thread.submit(() -> visitOnThread(device, settings, work));
        var ended = thread.submit(() -> {});
        try {
            return task.get(needs.config().visit().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failure) {
            throw failureOf(failure.getCause());
        } catch (TimeoutException tooLong) {
            broken = Retirement.TIMEOUT;
            Watchdog.stop(task, ended, driver, name);
            throw BrowserErrors.tookTooLong();
        } catch (InterruptedException cancelled) {
            broken = Retirement.STOPPED;
            Watchdog.stop(task, ended, driver, name);
            throw cancelled;
        }
    }

    private <T> T visitOnThread(Device device, PageSettings settings, PageWork<T> work) throws BrowserFailure {
        var running = opened;
        if (running == null) {
            throw BrowserErrors.notStarted(null);
        }
        var blocklist = settings.blockTrackers() ? needs.trackers() : Blocklist.EMPTY;
        try (var session = egress.begin(needs.limits(), blocklist)) {
            var visit = Visit.open(running, device, settings, session, needs.guard());
            try {
                return work.with(visit);
            } finally {
                close(visit);
            }
        }
    }

    /// What was found out stays true when the page can't be closed; only the slot is not used again.
    private void close(Visit visit) {
        try {
            visit.close();
        } catch (PlaywrightException failure) {
            Log.debugf(failure, "A page could not be closed slot=%s", name);
            breakFor(Retirement.CLOSE_FAILED);
        }
    }

    private BrowserFailure failureOf(@Nullable Throwable cause) {
        var failure =
                switch (cause) {
                    case BrowserFailure explained -> explained;
                    case PlaywrightException playwrights -> BrowserErrors.explain(playwrights);
                    case null, default ->
                            new BrowserFailure("BROWSER_FAILED", "The browser could not audit the page.", true, cause);
                };
        // A page's own failure leaves the browser as it was; any other may have left it half closed.
        if (BrowserErrors.mayHaveBrokenTheBrowser(failure.error().code())) {
            breakFor(Retirement.CRASH);
        }
        return failure;
    }

    private void breakFor(Retirement reason) {
        if (broken == null) {
            broken = reason;
        }
    }

    /// Playwright hears of its browser's end only while it is being used: an idle slot must look for itself.
    @Override
    public Optional<Retirement> unusable() {
        var reason = broken;
        if (reason != null) {
            return Optional.of(reason);
        }
        var running = opened;
        var process = driver;
        var lives =
                running != null
                        && running.browser().isConnected()
                        && process != null
                        && process.isAlive()
                        && (running.remote() || !process.descendants().isEmpty());
        return lives ? Optional.empty() : Optional.of(Retirement.CRASH);
    }

    @Override
    public SlotWear wear(Instant started) {
        return new SlotWear(visits.get(), started, bytes);
    }

    @Override
    public int visits() {
        return visits.get();
    }

    @Override
    public long measure() {
        var process = driver;
        bytes = process == null ? 0 : ProcessTree.bytes(process.all());
        return bytes;
    }

    @Override
    public void close() {
        breakFor(Retirement.SHUTDOWN);
        var process = driver;
        var processes = process == null ? Stream.<ProcessHandle>empty().toList() : process.all().toList();
        var closing = thread.submit(this::closeOnThread);
        thread.shutdown();
        try {
            closing.get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException notByItself) {
            Log.debugf("A browser did not close by itself slot=%s", name);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            thread.shutdownNow();
            if (process != null) {
                process.kill();
            }
            processes.forEach(ProcessHandle::destroyForcibly);
            DriverProcess.awaitEnd(processes, GONE_SECONDS);
            egress.close();
            RunFolder.remove(folder);
        }
    }

    private void closeOnThread() {
        var running = opened;
        if (running != null) {
            running.browser().close();
        }
        if (playwright != null) {
            playwright.close();
        }
    }
}
