package dev.tandem.audit.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.Proxy;
import dev.tandem.audit.egress.EgressLimits;
import dev.tandem.audit.egress.EgressProxy;
import dev.tandem.audit.scan.Device;
import dev.tandem.audit.scan.PageSettings;
import io.quarkus.logging.Log;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// One thread, one Playwright driver, one browser and one egress port, which belong to nobody else: Playwright's
/// objects may only be touched by the thread that made them, and a browser shared between threads is slower and
/// isolates nothing. One visit at a time.
final class BrowserSlot implements AutoCloseable {

    /// How long an interrupted visit may take to end by itself before its browser is killed, and then its driver.
    private static final long PATIENCE_SECONDS = 2;

    private static final long START_SECONDS = 30;
    private static final long CLOSE_SECONDS = 5;

    private final String name;
    private final Chromium chromium;
    private final BrowserConfig config;
    private final EgressLimits limits;
    private final EgressProxy egress;
    private final ExecutorService thread;

    private @Nullable Playwright playwright;
    private @Nullable Browser browser;
    private volatile @Nullable DriverProcess driver;
    private volatile boolean broken;
    private int visits;

    private BrowserSlot(String name, Chromium chromium, BrowserConfig config, EgressLimits limits, EgressProxy egress) {
        this.name = name;
        this.chromium = chromium;
        this.config = config;
        this.limits = limits;
        this.egress = egress;
        this.thread = Executors.newSingleThreadExecutor(Thread.ofPlatform().name(name).daemon().factory());
    }

    /// Starts driver and browser.
    static BrowserSlot start(
            String name, Chromium chromium, BrowserConfig config, EgressLimits limits, EgressProxy egress)
            throws BrowserFailure, InterruptedException {
        var slot = new BrowserSlot(name, chromium, config, limits, egress);
        try {
            slot.thread.submit(slot::launch).get(START_SECONDS, TimeUnit.SECONDS);
            return slot;
        } catch (ExecutionException | TimeoutException failure) {
            slot.close();
            throw BrowserErrors.notStarted(failure);
        } catch (InterruptedException interrupted) {
            slot.close();
            throw interrupted;
        }
    }

    private void launch() {
        var started = Playwright.create(new Playwright.CreateOptions().setEnv(environment()));
        playwright = started;
        driver = DriverProcess.of(started);
        browser = started.chromium().launch(options());
    }

    /// The first slot's, which Playwright hands to the drivers of all: nothing in it is one slot's own.
    private Map<String, String> environment() {
        return Map.of(
                "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1",
                "PLAYWRIGHT_NODEJS_PATH", config.node(),
                // A driver keeps little; without a limit its heap grows to what the machine has.
                "NODE_OPTIONS", "--max-old-space-size=256 --max-semi-space-size=4");
    }

    private BrowserType.LaunchOptions options() {
        return new BrowserType.LaunchOptions()
                .setExecutablePath(chromium.executable())
                .setChromiumSandbox(chromium.sandboxed())
                .setProxy(new Proxy("http://127.0.0.1:" + egress.port()))
                .setArgs(
                        List.of(
                                "--disable-gpu",
                                "--disable-software-rasterizer",
                                "--disable-quic",
                                "--js-flags=--max-old-space-size=1024",
                                "--disable-blink-features=AutomationControlled",
                                "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
                                "--webrtc-ip-handling-policy=disable_non_proxied_udp",
                                // The browser can look up nothing by itself: the proxy alone decides where it may go.
                                "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"));
    }

    /// Opens a fresh page and works on it; whatever happens, the page is gone afterwards.
    ///
    /// @throws BrowserFailure when the page, or this slot, did not survive it
    /// @throws InterruptedException when the calling thread was interrupted; the visit has been stopped then
    <T> T visit(Device device, PageSettings settings, PageWork<T> work) throws BrowserFailure, InterruptedException {
        visits++;
        var task = thread.submit(() -> visitOnThread(device, settings, work));
        try {
            return task.get(config.visit().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failure) {
            throw failureOf(failure.getCause());
        } catch (TimeoutException tooLong) {
            stop(task);
            throw BrowserErrors.tookTooLong();
        } catch (InterruptedException cancelled) {
            stop(task);
            throw cancelled;
        }
    }

    private <T> T visitOnThread(Device device, PageSettings settings, PageWork<T> work) throws BrowserFailure {
        var identity = Identity.of(chromium, device);
        var session = egress.begin(limits);
        try {
            if (browser == null) {
                throw BrowserErrors.notStarted(null);
            }
            var context = browser.newContext(Screens.contextFor(device, settings.viewport(), identity));
            var page = context.newPage();
            var devtools = context.newCDPSession(page);
            identity.assume(devtools);
            var product = "Chromium " + chromium.version();
            try (var visit = new Visit(context, page, devtools, session, product)) {
                return work.with(visit);
            }
        } finally {
            session.end();
        }
    }

    private BrowserFailure failureOf(@Nullable Throwable cause) {
        // A page's own failure leaves the browser as it was; anything else may have left it half closed.
        if (cause instanceof BrowserFailure explained) {
            return explained;
        }
        broken = true;
        if (cause instanceof PlaywrightException playwrights) {
            return BrowserErrors.explain(playwrights);
        }
        return new BrowserFailure("BROWSER_FAILED", "The browser could not audit the page.", true, cause);
    }

    /// The ladder: interrupt the thread, kill the browser, kill the driver.
    private void stop(Future<?> task) {
        broken = true;
        var ended = thread.submit(() -> {}); // runs once the visit has left the thread
        task.cancel(true);
        if (!endsSoon(ended)) {
            Log.warnf("A visit did not end when told to, its browser is killed slot=%s", name);
            descendants().forEach(ProcessHandle::destroyForcibly);
            if (!endsSoon(ended)) {
                killDriver();
            }
        }
    }

    private static boolean endsSoon(Future<?> task) {
        var interrupted = false;
        try {
            while (true) {
                try {
                    task.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                    return true;
                } catch (InterruptedException again) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Whether the next visit can have this slot.
    boolean usable() {
        return !broken
                && visits < config.visitsPerBrowser()
                && browser != null
                && browser.isConnected()
                && browserLives();
    }

    /// Playwright hears of its browser's end only while it is being used: an idle slot must look for itself.
    private boolean browserLives() {
        var process = driver;
        return process != null && process.isAlive() && !process.descendants().isEmpty();
    }

    private List<ProcessHandle> descendants() {
        var process = driver;
        return process == null ? List.of() : process.descendants();
    }

    private void killDriver() {
        var process = driver;
        if (process != null) {
            process.kill();
        }
    }

    /// Leaves no process and no port behind.
    @Override
    public void close() {
        broken = true;
        var processes = descendants();
        var closing =
                thread.submit(() -> {
                    if (browser != null) {
                        browser.close();
                    }
                    if (playwright != null) {
                        playwright.close();
                    }
                });
        thread.shutdown();
        try {
            closing.get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException notByItself) {
            Log.debugf("A browser did not close by itself slot=%s", name);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            thread.shutdownNow();
            killDriver();
            processes.forEach(ProcessHandle::destroyForcibly);
            egress.close();
        }
    }
}
