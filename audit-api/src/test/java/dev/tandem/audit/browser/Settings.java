package dev.tandem.audit.browser;

import dev.tandem.audit.scan.BrowserName;
import dev.tandem.audit.scan.PageSettings;

/// Settings of scans, with one thing changed.
public final class Settings {

    private Settings() {}

    public static PageSettings in(BrowserName browser) {
        return of(browser, false);
    }

    public static PageSettings withoutTrackers(BrowserName browser) {
        return of(browser, true);
    }

    private static PageSettings of(BrowserName browser, boolean blockTrackers) {
        var usual = PageSettings.DEFAULT;
        return new PageSettings(
                browser,
                usual.viewport(),
                blockTrackers,
                usual.scroll(),
                usual.bestPractices(),
                usual.experimental(),
                usual.lighthouseCategories(),
                usual.lighthouseRuns());
    }
}
