package dev.tandem.audit.browser;

import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.Proxy;
import java.nio.file.Path;
import java.util.List;

/// Starts this machine's Chromium, with the slot's proxy as its only way out. A start that fails is tried twice again,
/// the last time with the whole browser and its new headless mode, where that is installed: what keeps the headless
/// shell from starting, such as a broken upgrade, may leave the other as it is.
final class ChromiumSource implements BrowserSource {

    private static final int LAUNCH_MILLIS = 20_000;

    private final Chromium chromium;

    ChromiumSource(Chromium chromium) {
        this.chromium = chromium;
    }

    @Override
    public OpenedBrowser open(Playwright playwright, int proxyPort) {
        var shell = chromium.executable();
        return Launches.inTurn(
                List.of(shell, shell, Chromium.whole().orElse(shell)),
                executable -> launch(playwright, proxyPort, executable));
    }

    private OpenedBrowser launch(Playwright playwright, int proxyPort, Path executable) {
        var browser = playwright.chromium().launch(options(proxyPort, executable));
        return new OpenedBrowser(browser, new ChromiumKind(browser.version()), false);
    }

    private LaunchOptions options(int proxyPort, Path executable) {
        return new LaunchOptions()
                .setExecutablePath(executable)
                .setTimeout(LAUNCH_MILLIS)
                .setChromiumSandbox(chromium.sandboxed())
                .setProxy(new Proxy("http://127.0.0.1:" + proxyPort))
                .setArgs(
                        List.of(
                                "--disable-gpu",
                                "--disable-software-rasterizer",
                                "--disable-quic",
                                // V8 reads a script again when it is first asked where in it something stands, which
                                // our engines ask as they start: a quarter of the time that they start in.
                                "--js-flags=--max-old-space-size=1024 --no-enable-lazy-source-positions",
                                "--disable-blink-features=AutomationControlled",
                                "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
                                "--webrtc-ip-handling-policy=disable_non_proxied_udp",
                                // The browser can look up nothing by itself: the proxy alone decides where it may go.
                                "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"));
    }
}
