package dev.tandem.audit.browser;

import dev.tandem.audit.scan.BrowserName;

/// Where a pool gets its slots from.
interface SlotSource extends AutoCloseable {

    /// @throws BrowserFailure when there is no such browser here, which says how to get it
    void require(BrowserName browser) throws BrowserFailure;

    /// @throws BrowserFailure when it did not start, or must not be tried again yet
    Slot start(BrowserName browser) throws BrowserFailure, InterruptedException;

    /// Whether it may be started now, which it may not for a while after starts that failed.
    boolean allows(BrowserName browser);

    /// How many starts of it in a row have failed.
    int failures(BrowserName browser);

    /// Deletes what is left of the slots' files.
    @Override
    void close();
}
