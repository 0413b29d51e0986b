package dev.tandem.audit.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import dev.tandem.audit.browser.BrowserSource.OpenedBrowser;
import dev.tandem.audit.egress.EgressSession;
import dev.tandem.audit.scan.Device;
import dev.tandem.audit.scan.PageSettings;
import dev.tandem.audit.scan.PageUrl;
import dev.tandem.common.egress.EgressDenied;
import dev.tandem.common.egress.EgressGuard;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A page in a context of its own, open for one scan and thrown away after it. Belongs to its slot's thread.
public final class Visit implements AutoCloseable {

    private final BrowserContext context;
    private final Page page;
    private final @Nullable CDPSession devtools;
    private final EgressSession egress;
    private final OpenedBrowser browser;
    private final EgressGuard guard;
    private final Map<String, Integer> pathsRefused = new HashMap<>();

    private Visit(
            BrowserContext context,
            Page page,
            @Nullable CDPSession devtools,
            EgressSession egress,
            OpenedBrowser browser,
            EgressGuard guard) {
        this.context = context;
        this.page = page;
        this.devtools = devtools;
        this.egress = egress;
        this.browser = browser;
        this.guard = guard;
    }

    /// Opens a fresh context and a page in it.
    static Visit open(
            OpenedBrowser browser, Device device, PageSettings settings, EgressSession egress, EgressGuard guard) {
        var options = browser.kind().options(device);
        var viewport = settings.viewport();
        if (viewport != null) {
            options.setViewportSize(viewport.width(), viewport.height());
        }
        var context = browser.browser().newContext(options);
        try {
            var page = context.newPage();
            // When a page crashes, Playwright rejects its own calls, and never those over a DevTools session. Thrown
            // here,
            // it ends whatever call the slot's thread is waiting in.
            page.onCrash(crashed -> {
                throw new PlaywrightException("Page crashed");
            });
            var devtools = browser.kind().prepare(page, device);
            var visit = new Visit(context, page, devtools, egress, browser, guard);
            if (settings.blockTrackers() && devtools != null) {
                TrackerPaths.block(devtools);
                page.onRequestFailed(visit::countTracker);
            }
            return visit;
        } catch (PlaywrightException failure) {
            context.close();
            throw failure;
        }
    }

    public Page page() {
        return page;
    }

    /// The page's own line to the DevTools protocol; null in a browser that speaks another.
    public @Nullable CDPSession devtools() {
        return devtools;
    }

    /// Whether it asks for the page itself, and not for something in it.
    public boolean isDocument(Request request) {
        try {
            return request.isNavigationRequest() && request.frame().equals(page.mainFrame());
        } catch (PlaywrightException noFrameYet) {
            // Then it is not the main one's, which is there from the beginning.
            return false;
        }
    }

    /// What the proxy saw of this visit; of a remote browser's it saw nothing.
    public EgressSession egress() {
        return egress;
    }

    /// How often the page asked for hosts that advertise or track and was refused, by host.
    public Map<String, Integer> trackers() {
        var trackers = new TreeMap<>(pathsRefused);
        egress.report().trackers().forEach((host, times) -> trackers.merge(host, times, Integer::sum));
        return trackers;
    }

    private void countTracker(Request request) {
        if (TrackerPaths.isWhy(request.failure())) {
            pathsRefused.merge(String.valueOf(PageUrl.shown(request.url()).getHost()), 1, Integer::sum);
        }
    }

    /// Such as `Chromium 156.0.8078.79`.
    public String browser() {
        return browser.kind().product();
    }

    /// Judges the page's own address where the browser is a remote one, which our proxy does not stand before.
    void checkAddress(URI url) throws EgressDenied {
        if (browser.remote()) {
            var https = "https".equalsIgnoreCase(url.getScheme());
            guard.checkPort(url.getPort() >= 0 ? url.getPort() : https ? 443 : 80);
            guard.resolve(url.getHost());
        }
    }

    /// @throws PlaywrightException when the browser is gone
    @Override
    public void close() {
        context.close();
    }
}
