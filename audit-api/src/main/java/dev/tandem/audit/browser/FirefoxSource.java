package dev.tandem.audit.browser;

import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import dev.tandem.audit.scan.BrowserName;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Starts this machine's own Firefox, which Playwright drives over WebDriver BiDi.
final class FirefoxSource implements BrowserSource {

    /// Over WebDriver BiDi, unlike Playwright's own build.
    private static final String CHANNEL = "moz-firefox";

    /// Firefox takes several seconds, and many more on a busy machine.
    private static final int LAUNCH_MILLIS = 40_000;

    private final Path executable;

    FirefoxSource(Path executable) {
        this.executable = executable;
    }

    @Override
    public OpenedBrowser open(Playwright playwright, int proxyPort) {
        return Launches.of(executable, path -> launch(playwright, proxyPort, path));
    }

    private static OpenedBrowser launch(Playwright playwright, int proxyPort, Path executable) {
        var options =
                new LaunchOptions()
                        .setChannel(CHANNEL)
                        .setExecutablePath(executable)
                        .setTimeout(LAUNCH_MILLIS)
                        .setFirefoxUserPrefs(preferences(proxyPort));
        var browser = playwright.firefox().launch(options);
        return new OpenedBrowser(browser, new PlainKind(BrowserName.FIREFOX, "Firefox " + browser.version()), false);
    }

    /// Everything through the proxy or not at all, and nothing that the page did not ask for. Playwright's own setting
    /// is of no use here: over WebDriver BiDi it names a proxy for plain HTTP alone, and HTTPS goes past it.
    static Map<String, Object> preferences(int proxyPort) {
        var preferences = new LinkedHashMap<String, Object>();
        preferences.put("network.proxy.type", 1);
        for (var protocol : List.of("http", "ssl")) {
            preferences.put("network.proxy." + protocol, "127.0.0.1");
            preferences.put("network.proxy." + protocol + "_port", proxyPort);
        }
        preferences.put("network.proxy.share_proxy_settings", true);
        preferences.put("network.proxy.allow_bypass", false);
        preferences.put("network.proxy.allow_hijacking_localhost", true);
        preferences.put("network.proxy.no_proxies_on", "");
        preferences.put("network.proxy.failover_direct", false);
        preferences.put("network.dns.disabled", true);
        preferences.put("network.dns.disablePrefetch", true);
        preferences.put("network.dns.native_https_query", false);
        preferences.put("network.trr.mode", 5);
        preferences.put("network.http.http3.enable", false);
        preferences.put("network.http.speculative-parallel-limit", 0);
        preferences.put("network.predictor.enabled", false);
        preferences.put("media.peerconnection.ice.proxy_only", true);
        preferences.put("media.peerconnection.ice.default_address_only", true);
        preferences.put("media.peerconnection.ice.no_host", true);
        // Firefox asks its user before it sends a form unencrypted, and the page's scripts wait for an answer for ever.
        preferences.put("security.warn_submit_secure_to_insecure", false);
        preferences.put("network.captive-portal-service.enabled", false);
        preferences.put("network.connectivity-service.enabled", false);
        preferences.put("dom.push.connection.enabled", false);
        preferences.put("toolkit.telemetry.enabled", false);
        preferences.put("toolkit.telemetry.server", "");
        preferences.put("datareporting.policy.dataSubmissionEnabled", false);
        preferences.put("datareporting.healthreport.uploadEnabled", false);
        preferences.put("app.normandy.enabled", false);
        preferences.put("app.update.disabledForTesting", true);
        preferences.put("browser.safebrowsing.malware.enabled", false);
        preferences.put("browser.safebrowsing.phishing.enabled", false);
        preferences.put("browser.region.network.url", "");
        preferences.put("extensions.getAddons.cache.enabled", false);
        preferences.put("extensions.update.enabled", false);
        preferences.put("services.settings.server", "data:,");
        return preferences;
    }
}
