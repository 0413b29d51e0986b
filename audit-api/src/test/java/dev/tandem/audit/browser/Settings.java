package dev.tandem.audit.browser;

import dev.tandem.audit.scan.BrowserName;
import dev.tandem.audit.scan.PageSettings;
import dev.tandem.audit.scan.Viewport;
import org.jspecify.annotations.Nullable;

/// Settings of scans, with one thing changed.
public final class Settings {

    private Settings() {}

    public static PageSettings in(BrowserName browser) {
        return of(browser, null, false);
    }

    public static PageSettings withoutTrackers(BrowserName browser) {
        return of(browser, null, true);
    }

    static PageSettings inWindow(Viewport window) {
        return of(PageSettings.DEFAULT.browser(), window, false);
    }

    private static PageSettings of(BrowserName browser, @Nullable Viewport viewport, boolean blockTrackers) {
        var usual = PageSettings.DEFAULT;
        return new PageSettings(
                browser,
                viewport,
                blockTrackers,
                usual.scroll(),
                usual.bestPractices(),
                usual.experimental(),
                usual.lighthouseCategories(),
                usual.lighthouseRuns());
    }
}
