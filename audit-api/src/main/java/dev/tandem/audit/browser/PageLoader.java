package dev.tandem.audit.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.WaitUntilState;
import dev.tandem.audit.egress.EgressVerdict;
import dev.tandem.common.egress.EgressDenied;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Brings a page into a visit's browser: waits for the document, then for `load`, then a while for the page to come to
/// rest. Only a document that never came is a failure.
public final class PageLoader {

    private final BrowserConfig config;

    public PageLoader(BrowserConfig config) {
        this.config = config;
    }

    /// @throws BrowserFailure when there is no page to look at
    public LoadedPage load(Visit visit, URI url) throws BrowserFailure {
        var start = System.nanoTime();
        var response = open(visit, url);
        var opened = System.nanoTime();
        var loaded = reaches(visit.page(), LoadState.LOAD, config.load());
        var loadEnded = System.nanoTime();
        // A page that polls for ever never rests; it is audited as it is.
        var quiet = reaches(visit.page(), LoadState.NETWORKIDLE, config.quiet());
        var end = System.nanoTime();
        return new LoadedPage(
                visit.page().url(),
                redirects(response),
                response.status(),
                response.headerValue("content-type"),
                loaded,
                quiet,
                millis(start, opened),
                millis(opened, loadEnded),
                millis(loadEnded, end));
    }

    private Response open(Visit visit, URI url) throws BrowserFailure {
        check(visit, url);
        visit.egress().audits(url.getHost());
        try {
            var options =
                    new Page.NavigateOptions()
                            .setWaitUntil(WaitUntilState.COMMIT)
                            .setTimeout(config.navigation().toMillis());
            var response = visit.page().navigate(url.toString(), options);
            if (response == null) {
                throw BrowserErrors.notAPage(null);
            }
            if (response.headerValue("x-egress-verdict") != null) {
                throw denied(visit, URI.create(response.url()), null).orElseGet(() -> BrowserErrors.notAPage(null));
            }
            return response;
        } catch (PlaywrightException failure) {
            // What the browser calls a failed tunnel, the proxy knows by its real name.
            throw denied(visit, url, failure).orElseGet(() -> BrowserErrors.explain(failure));
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
        return visit.egress().verdictFor(url.getHost()).map(verdict -> explain(verdict, cause));
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

    private static List<String> redirects(Response response) {
        var addresses = new ArrayList<String>();
        for (Request request = response.request().redirectedFrom(); request != null; ) {
            addresses.addFirst(request.url());
            request = request.redirectedFrom();
        }
        return addresses;
    }

    private static long millis(long from, long to) {
        return Duration.ofNanos(to - from).toMillis();
    }
}
