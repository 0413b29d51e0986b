package dev.tandem.audit.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Playwright;

/// Where slots get their browsers from: this machine, or another.
interface BrowserSource {

    /// Opens a browser for a slot. Call on the slot's thread.
    ///
    /// @throws BrowserFailure when there is none
    /// @throws com.microsoft.playwright.PlaywrightException when it did not start
    OpenedBrowser open(Playwright playwright, int proxyPort) throws BrowserFailure;

    /// A browser that runs.
    ///
    /// @param kind how to open pages in it
    /// @param remote whether it runs elsewhere, where our proxy can't be its only way out
    record OpenedBrowser(Browser browser, BrowserKind kind, boolean remote) {}
}
