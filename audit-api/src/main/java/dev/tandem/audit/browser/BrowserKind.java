package dev.tandem.audit.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import dev.tandem.audit.scan.Device;
import org.jspecify.annotations.Nullable;

/// What differs between browsers once they run.
interface BrowserKind {

    /// Such as `Chromium 156.0.8078.79`.
    String product();

    /// A context's options for a device, without what this browser can't do.
    Browser.NewContextOptions options(Device device);

    /// Makes a fresh page ready, before it loads anything.
    ///
    /// @return its line to the DevTools protocol, null where there is no such thing
    @Nullable CDPSession prepare(Page page, Device device);
}
