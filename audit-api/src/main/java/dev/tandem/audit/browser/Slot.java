package dev.tandem.audit.browser;

import dev.tandem.audit.scan.BrowserName;
import dev.tandem.audit.scan.Device;
import dev.tandem.audit.scan.PageSettings;
import java.time.Instant;
import java.util.Optional;

/// What a pool knows of a browser that runs: enough to lend it, and to tell when it has to go.
interface Slot extends AutoCloseable {

    BrowserName browserName();

    /// Opens a fresh page and works on it; whatever happens, the page is gone afterwards.
    ///
    /// @throws BrowserFailure when the page, or this slot, did not survive it
    /// @throws InterruptedException when the calling thread was interrupted; the visit has been stopped then
    <T> T visit(Device device, PageSettings settings, PageWork<T> work) throws BrowserFailure, InterruptedException;

    /// Why the next visit can't have this slot, if it can't.
    Optional<Retirement> unusable();

    /// What it has been through; its memory as it was last measured.
    SlotLimits.SlotWear wear(Instant started);

    int visits();

    /// Looks at the memory of its processes, in bytes; takes some milliseconds.
    long measure();

    /// Leaves no process, no port and no file behind.
    @Override
    void close();
}
