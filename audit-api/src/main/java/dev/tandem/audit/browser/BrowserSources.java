package dev.tandem.audit.browser;

import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import dev.tandem.audit.scan.BrowserName;
import io.quarkus.logging.Log;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Which browsers can be had, and from where.
public final class BrowserSources {

    private final Map<BrowserName, BrowserSource> sources = new EnumMap<>(BrowserName.class);
    private final Map<BrowserName, String> described = new LinkedHashMap<>();
    private final BrowserConfig config;

    /// @param chromium this machine's, empty when there is none
    /// @throws IllegalArgumentException when a remote browser is asked for and the setting does not say where
    public BrowserSources(BrowserConfig config, Optional<Chromium> chromium) {
        this.config = config;
        chromium.ifPresent(found -> local(BrowserName.CHROMIUM, new ChromiumSource(found), found.version()));
        InstalledBrowsers.firefox(config)
                .ifPresent(found -> local(BrowserName.FIREFOX, new FirefoxSource(found), found.toString()));
        InstalledBrowsers.webkit(config)
                .ifPresent(found -> local(BrowserName.WEBKIT, new WebKitSource(found), found.toString()));
        if (config.provider() == BrowserConfig.Provider.BROWSERLESS && config.endpoint().isEmpty()) {
            throw new IllegalArgumentException(
                    "BROWSER_PROVIDER is browserless, and BROWSER_ENDPOINT does not say where.");
        }
    }

    private void local(BrowserName name, BrowserSource source, String what) {
        sources.put(name, source);
        described.put(name, what);
    }

    /// @throws BrowserFailure that says how to install it
    BrowserSource of(BrowserName name) throws BrowserFailure {
        var local = sources.get(name);
        var endpoint = config.endpoint();
        if (config.provider() == BrowserConfig.Provider.LOCAL || endpoint.isEmpty()) {
            if (local == null) {
                throw InstalledBrowsers.missing(name);
            }
            return local;
        }
        var remote = new RemoteSource(endpoint.get(), name);
        return config.provider() == BrowserConfig.Provider.BROWSERLESS || local == null
                ? remote
                : new RemoteFirst(remote, local);
    }

    /// What is installed here, such as `156.0.8078.79` or a path, by browser.
    public Map<BrowserName, String> installed() {
        return Map.copyOf(described);
    }

    /// Where browsers come from, in a word or two.
    public String provider() {
        if (config.endpoint().isEmpty() || config.provider() == BrowserConfig.Provider.LOCAL) {
            return "local";
        }
        return config.provider() == BrowserConfig.Provider.BROWSERLESS ? "browserless" : "browserless, else local";
    }

    /// Prefers the remote browser, and works without it.
    private record RemoteFirst(BrowserSource remote, BrowserSource local) implements BrowserSource {

        @Override
        public OpenedBrowser open(Playwright playwright, int proxyPort) throws BrowserFailure {
            try {
                return remote.open(playwright, proxyPort);
            } catch (PlaywrightException failure) {
                Log.warn("The remote browser can't be reached; one of this machine is used instead.");
                Log.debug("What Playwright says of it", failure);
                return local.open(playwright, proxyPort);
            }
        }
    }
}
