package dev.tandem.audit.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ServiceWorkerPolicy;
import dev.tandem.audit.scan.Device;

/// What every browser is told of a device's screen, in CSS pixels, and of what pages may not do.
final class Screens {

    private Screens() {}

    static Browser.NewContextOptions options(Device device) {
        var options =
                new Browser.NewContextOptions()
                        .setLocale("en-US")
                        .setAcceptDownloads(false)
                        .setServiceWorkers(ServiceWorkerPolicy.BLOCK);
        return switch (device) {
            case DESKTOP -> options.setViewportSize(1366, 768);
            case TABLET -> options.setViewportSize(820, 1180);
            case MOBILE -> options.setViewportSize(390, 844).setDeviceScaleFactor(2);
        };
    }
}
