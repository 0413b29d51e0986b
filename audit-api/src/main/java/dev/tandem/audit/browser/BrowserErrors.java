package dev.tandem.audit.browser;

import com.microsoft.playwright.PlaywrightException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Turns what Playwright throws into what a person understands. What matches nothing is still answered with a sentence,
/// and never with Playwright's own words, which hold its call log.
final class BrowserErrors {

    private static final String DOWNLOAD = "Download is starting";

    private BrowserErrors() {}

    static BrowserFailure explain(PlaywrightException failure) {
        var message = String.valueOf(failure.getMessage());
        return known(message)
                .map(known -> known.because(failure))
                .orElseGet(() ->
                        new BrowserFailure("BROWSER_FAILED", "The browser could not audit the page.", true, failure));
    }

    private static Optional<KnownError> known(String message) {
        // Before the network's errors, because a download ends in one of those too.
        return message.contains(DOWNLOAD)
                ? DriverErrors.in(DOWNLOAD)
                : NetErrors.in(message).or(() -> FirefoxErrors.in(message)).or(() -> DriverErrors.in(message));
    }

    static BrowserFailure notAPage(@Nullable Throwable cause) {
        return new BrowserFailure(
                "NOT_A_PAGE", "The address leads to a download or to nothing at all, not to a page.", false, cause);
    }

    static BrowserFailure allBusy() {
        return new BrowserFailure(
                "NO_FREE_BROWSER", "All browsers were busy for too long; the scan is tried again later.", true, null);
    }

    static BrowserFailure gone(@Nullable Throwable cause) {
        return new BrowserFailure("BROWSER_GONE", "The browser ended while it was auditing the page.", true, cause);
    }

    static BrowserFailure notStarted(@Nullable Throwable cause) {
        return new BrowserFailure("BROWSER_NOT_STARTED", "The browser could not be started.", true, cause);
    }

    static BrowserFailure tookTooLong() {
        return new BrowserFailure(
                "PAGE_HUNG",
                "The page kept the browser busy until its time was up, and the browser was stopped.",
                true,
                null);
    }

    /// Whether the browser should not be used again after this.
    static boolean mayHaveBrokenTheBrowser(String code) {
        return switch (code) {
            case "PAGE_CRASHED", "BROWSER_GONE", "BROWSER_FAILED", "BROWSER_NOT_STARTED" -> true;
            default -> false;
        };
    }

    /// Whether this is how Playwright, or the DevTools protocol, tells that the page has gone on to another document.
    static boolean isNavigation(String message) {
        return known(message).filter(error -> error.code().equals("PAGE_NAVIGATED_AWAY")).isPresent();
    }
}
