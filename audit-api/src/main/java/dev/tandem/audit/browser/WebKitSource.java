package dev.tandem.audit.browser;

import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.Proxy;
import dev.tandem.audit.scan.BrowserName;
import java.nio.file.Path;

/// Starts the WebKit that Playwright builds; there is no other that can be driven.
final class WebKitSource implements BrowserSource {

    private static final int LAUNCH_MILLIS = 20_000;

    private final Path executable;

    WebKitSource(Path executable) {
        this.executable = executable;
    }

    @Override
    public OpenedBrowser open(Playwright playwright, int proxyPort) {
        return Launches.of(executable, path -> launch(playwright, proxyPort, path));
    }

    private static OpenedBrowser launch(Playwright playwright, int proxyPort, Path executable) {
        var options =
                new LaunchOptions()
                        .setExecutablePath(executable)
                        .setTimeout(LAUNCH_MILLIS)
                        .setProxy(new Proxy("http://127.0.0.1:" + proxyPort));
        var browser = playwright.webkit().launch(options);
        return new OpenedBrowser(browser, new PlainKind(BrowserName.WEBKIT, "WebKit " + browser.version()), false);
    }
}
