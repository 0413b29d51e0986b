package dev.tandem.audit.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import dev.tandem.audit.scan.Device;

/// Chromium can play every device.
record ChromiumKind(String version) implements BrowserKind {

    @Override
    public String product() {
        return "Chromium " + version;
    }

    @Override
    public Browser.NewContextOptions options(Device device) {
        var options = Screens.options(device).setUserAgent(Identity.of(version, device).userAgent());
        return switch (device) {
            case DESKTOP -> options;
            case TABLET -> options.setHasTouch(true);
            case MOBILE -> options.setHasTouch(true).setIsMobile(true);
        };
    }

    @Override
    public CDPSession prepare(Page page, Device device) {
        var devtools = page.context().newCDPSession(page);
        Identity.of(version, device).assume(devtools);
        return devtools;
    }
}
