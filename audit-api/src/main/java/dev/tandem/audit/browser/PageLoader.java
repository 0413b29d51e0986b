package dev.tandem.audit.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.WaitUntilState;
import dev.tandem.audit.egress.EgressVerdict;
import dev.tandem.audit.scan.PageUrl;
import dev.tandem.common.egress.EgressDenied;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Brings a page into a visit's browser: waits for the document, then for `load`. Only a document that never came is a
/// failure.
public final class PageLoader {

    private final BrowserConfig config;

    public PageLoader(BrowserConfig config) {
        this.config = config;
    }

    /// @throws BrowserFailure when there is no page to look at
    public LoadedPage load(Visit visit, URI url) throws BrowserFailure {
        var start = System.nanoTime();
        open(visit, url);
        var opened = System.nanoTime();
        var loaded = reaches(visit.page(), LoadState.LOAD, config.load());
        var loadEnded = System.nanoTime();
        return new LoadedPage(loaded, millis(start, opened), millis(opened, loadEnded));
    }

    /// Waits for `load` again, after the page has gone on to another document by itself.
    ///
    /// @return whether it came in time
    public boolean reload(Visit visit) {
        return reaches(visit.page(), LoadState.LOAD, config.load());
    }

    /// Whether this is how Playwright tells that the page has gone on to another document.
    public static boolean isNavigation(PlaywrightException failure) {
        return BrowserErrors.isNavigation(String.valueOf(failure.getMessage()));
    }

    private void open(Visit visit, URI url) throws BrowserFailure {
        check(visit, url);
        visit.egress().audits(url.getHost());
        // Where redirects have led to by now.
        var asked = new AtomicReference<>(url);
        Consumer<Request> follow =
                request -> {
                    if (visit.isDocument(request)) {
                        asked.set(PageUrl.shown(request.url()));
                    }
                };
        visit.page().onRequest(follow);
        try {
            navigate(visit, url, asked);
        } finally {
            visit.page().offRequest(follow);
        }
    }

    private void navigate(Visit visit, URI url, AtomicReference<URI> asked) throws BrowserFailure {
        try {
            var options =
                    new Page.NavigateOptions()
                            .setWaitUntil(WaitUntilState.COMMIT)
                            .setTimeout(config.navigation().toMillis());
            var response = visit.page().navigate(url.toString(), options);
            if (response == null) {
                throw BrowserErrors.notAPage(null);
            }
            // The headers that came with the answer: asking for the complete ones is a round trip.
            if (response.headers().containsKey("x-egress-verdict")) {
                throw denied(visit, asked.get(), null).orElseGet(() -> BrowserErrors.notAPage(null));
            }
        } catch (PlaywrightException failure) {
            // What the browser calls a failed tunnel, the proxy knows by its real name.
            throw denied(visit, asked.get(), failure).orElseGet(() -> BrowserErrors.explain(failure));
        }
    }

    private static void check(Visit visit, URI url) throws BrowserFailure {
        try {
            visit.checkAddress(url);
        } catch (EgressDenied denied) {
            throw explain(EgressVerdict.of(url.getHost(), url.getPort(), denied), denied);
        }
    }

    private static Optional<BrowserFailure> denied(Visit visit, URI url, @Nullable Throwable cause) {
        return Optional.ofNullable(url.getHost())
                .flatMap(visit.egress()::verdictFor)
                .map(verdict -> explain(verdict, cause));
    }

    private static BrowserFailure explain(EgressVerdict verdict, @Nullable Throwable cause) {
        var sentence = verdict.sentence();
        return switch (verdict.kind()) {
            case DENIED -> new BrowserFailure("ADDRESS_NOT_ALLOWED", sentence, false, cause);
            case NAME_NOT_RESOLVED -> new BrowserFailure("DNS_NAME_NOT_FOUND", sentence, false, cause);
            case REFUSED -> new BrowserFailure("CONNECTION_REFUSED", sentence, false, cause);
            case UNREACHABLE -> new BrowserFailure("ADDRESS_UNREACHABLE", sentence, false, cause);
            case TIMED_OUT -> new BrowserFailure("CONNECTION_TIMED_OUT", sentence, true, cause);
            case RESET -> new BrowserFailure("CONNECTION_CUT", sentence, true, cause);
            case BAD_ANSWER -> new BrowserFailure("NOT_HTTP", sentence, false, cause);
            case TRACKER -> new BrowserFailure("TRACKER_BLOCKED", sentence, false, cause);
            case LIMIT -> new BrowserFailure("EGRESS_LIMIT", sentence, false, cause);
        };
    }

    private static boolean reaches(Page page, LoadState state, Duration atMost) {
        try {
            page.waitForLoadState(state, new Page.WaitForLoadStateOptions().setTimeout(atMost.toMillis()));
            return true;
        } catch (TimeoutError notYet) {
            return false;
        }
    }

    private static long millis(long from, long to) {
        return Duration.ofNanos(to - from).toMillis();
    }
}
