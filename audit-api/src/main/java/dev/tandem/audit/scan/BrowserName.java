package dev.tandem.audit.scan;

/// Which browser a page is opened in.
public enum BrowserName {
    CHROMIUM,
    FIREFOX,
    WEBKIT
}
