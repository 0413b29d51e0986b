package dev.tandem.audit.browser;

import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.TimeoutError;
import org.jspecify.annotations.Nullable;

/// Turns what Playwright throws into what a person understands. Matches the strings of Playwright 1.62; what matches
/// nothing is still answered with a sentence, and never with Playwright's own words, which hold its call log.
final class BrowserErrors {

    private BrowserErrors() {}

    static BrowserFailure explain(PlaywrightException failure) {
        var message = String.valueOf(failure.getMessage());
        // Before the network's errors, because a download ends in one of those too.
        if (message.contains("Download is starting") || message.contains("net::ERR_ABORTED")) {
            return notAPage(failure);
        }
        var network = NetError.in(message);
        if (network.isPresent()) {
            return network.get().because(failure);
        }
        if (failure instanceof TimeoutError) {
            return new BrowserFailure(
                    "PAGE_TIMED_OUT", "The server did not begin to send the page in time.", true, failure);
        }
        if (message.contains("Target crashed") || message.contains("age crashed")) {
            return new BrowserFailure(
                    "PAGE_CRASHED", "The page crashed the browser, probably by using up its memory.", true, failure);
        }
        if (isGone(message)) {
            return gone(failure);
        }
        if (isNavigation(message)) {
            return new BrowserFailure(
                    "PAGE_NAVIGATED_AWAY", "The page went to another address while it was audited.", true, failure);
        }
        if (message.contains("invalid URL")) {
            return NetError.INVALID_URL.because(failure);
        }
        if (message.contains("Executable doesn't exist")
                || message.contains("Failed to launch")
                || message.contains("Process failed to launch")) {
            return notStarted(failure);
        }
        return new BrowserFailure("BROWSER_FAILED", "The browser could not audit the page.", true, failure);
    }

    static BrowserFailure notAPage(@Nullable Throwable cause) {
        return new BrowserFailure(
                "NOT_A_PAGE", "The address leads to a download or to nothing at all, not to a page.", false, cause);
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

    static boolean isNavigation(String message) {
        return message.contains("interrupted by another navigation")
                || message.contains("Execution context was destroyed")
                || message.contains("rame was detached")
                || message.contains("Cannot find context")
                || message.contains("No frame for given id")
                || message.contains("Inspected target navigated")
                || message.contains("Promise was collected");
    }

    private static boolean isGone(String message) {
        return message.contains("has been closed")
                || message.contains("pipe closed")
                || message.contains("connection closed")
                || message.contains("Connection closed")
                || message.contains("Failed to read message")
                || message.contains("Operation interrupted")
                || message.contains("Object doesn't exist")
                || message.contains("Cannot find object to call");
    }
}
