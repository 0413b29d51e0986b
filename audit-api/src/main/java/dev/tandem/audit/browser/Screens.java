package dev.tandem.audit.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ServiceWorkerPolicy;
import dev.tandem.audit.scan.Device;
import dev.tandem.audit.scan.Viewport;
import org.jspecify.annotations.Nullable;

/// What each device's screen is like, in CSS pixels.
final class Screens {

    private Screens() {}

    static Browser.NewContextOptions contextFor(Device device, @Nullable Viewport viewport, Identity identity) {
        var options =
                new Browser.NewContextOptions()
                        .setUserAgent(identity.userAgent())
                        .setLocale("en-US")
                        .setAcceptDownloads(false)
                        .setServiceWorkers(ServiceWorkerPolicy.BLOCK);
        switch (device) {
            case DESKTOP -> options.setViewportSize(1366, 768);
            case TABLET -> options.setViewportSize(820, 1180).setHasTouch(true);
            case MOBILE ->
                    options.setViewportSize(390, 844).setHasTouch(true).setIsMobile(true).setDeviceScaleFactor(2);
        }
        return viewport == null ? options : options.setViewportSize(viewport.width(), viewport.height());
    }
}
