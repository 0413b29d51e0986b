package dev.tandem.audit.browser;

/// What is done with a page, on the slot's thread.
@FunctionalInterface
public interface PageWork<T> {

    /// @throws BrowserFailure when the page can't be audited; Playwright's own exceptions are explained by the slot
    T with(Visit visit) throws BrowserFailure;
}
