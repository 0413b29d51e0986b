package dev.tandem.audit.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import dev.tandem.audit.scan.BrowserName;
import dev.tandem.audit.scan.Device;
import org.jspecify.annotations.Nullable;

/// A browser without the DevTools protocol, which introduces itself as what it is. Firefox plays no mobile device and
/// WebKit offers no touch on Linux: there a device is the size of its window, and WebKit alone is told to be mobile.
record PlainKind(BrowserName name, String product) implements BrowserKind {

    @Override
    public Browser.NewContextOptions options(Device device) {
        var options = Screens.options(device);
        return name == BrowserName.WEBKIT && device == Device.MOBILE ? options.setIsMobile(true) : options;
    }

    @Override
    public @Nullable CDPSession prepare(Page page, Device device) {
        return null;
    }
}
