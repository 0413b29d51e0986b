package dev.tandem.audit.browser;

import java.util.Map;
import java.util.Optional;

/// What Playwright 1.62 and its driver say, other than a browser's own errors. The first phrase that a message holds
/// counts.
final class DriverErrors {

    private static final Map<String, KnownError> PHRASES =
            KnownError.table(
                    """
                    NOT_A_PAGE final: The address leads to a download or to nothing at all, not to a page.
                    Download is starting

                    PAGE_CRASHED again: The page crashed the browser, probably by using up its memory.
                    Target crashed
                    Page crashed
                    page crashed

                    BROWSER_NOT_STARTED again: The browser could not be started.
                    Failed to launch
                    Process failed to launch
                    Failed to create driver
                    Missing X server

                    BROWSER_NOT_STARTED final: The browser is not where it should be on our machine.
                    Executable doesn't exist

                    BROWSER_NOT_STARTED final: The browser's sandbox does not work on our machine.
                    Chromium sandboxing failed

                    BROWSER_GONE again: The browser ended while it was auditing the page.
                    has been closed
                    pipe closed
                    Playwright connection closed
                    Connection closed
                    Failed to read message
                    Operation interrupted
                    Object doesn't exist
                    Cannot find object to call
                    Cannot find command to respond
                    Browser closed

                    PAGE_NAVIGATED_AWAY again: The page went to another address while it was audited.
                    is interrupted by another navigation
                    Execution context was destroyed
                    Frame was detached
                    Frame has been detached
                    frame was detached
                    Navigating frame was detached
                    page is navigating and changing the content
                    Cannot find context
                    No frame for given id
                    Inspected target navigated
                    Promise was collected

                    INVALID_URL final: The address is not one that a browser can open.
                    Cannot navigate to invalid URL
                    invalid URL

                    UNSAFE_PORT final: Browsers refuse to open pages at this port.
                    deniedPortAccess

                    INVALID_SETTING final: The browser was given a setting that it does not know.
                    Invalid proxy server protocol
                    Invalid timezone ID
                    does not support socks5 proxy authentication

                    PAGE_TIMED_OUT again: The server did not begin to send the page in time.
                    ms exceeded

                    LOAD_FAILED again: The page could not be loaded.
                    Protocol error (Page.navigate)
                    """,
                    "\n");

    private DriverErrors() {}

    static Optional<KnownError> in(String message) {
        return PHRASES.entrySet().stream()
                .filter(phrase -> message.contains(phrase.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
