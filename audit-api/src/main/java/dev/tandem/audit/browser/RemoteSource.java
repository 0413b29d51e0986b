package dev.tandem.audit.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.TimeoutError;
import dev.tandem.audit.scan.BrowserName;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/// Borrows a browser from another machine: over the DevTools protocol, or by Playwright's own where the endpoint does
/// not speak the former.
final class RemoteSource implements BrowserSource {

    private static final Duration CONNECT = Duration.ofSeconds(15);

    private static final List<String> SILENCE = List.of("ECONNREFUSED", "ENOTFOUND", "EHOSTUNREACH", "ETIMEDOUT");

    private final URI endpoint;
    private final BrowserName name;
    private final Duration connect;

    RemoteSource(URI endpoint, BrowserName name) {
        this(endpoint, name, CONNECT);
    }

    RemoteSource(URI endpoint, BrowserName name, Duration connect) {
        this.endpoint = endpoint;
        this.name = name;
        this.connect = connect;
    }

    @Override
    public OpenedBrowser open(Playwright playwright, int proxyPort) throws BrowserFailure {
        if (name == BrowserName.CHROMIUM) {
            try {
                return opened(overDevTools(playwright));
            } catch (PlaywrightException failure) {
                if (!speaksOtherwise(failure)) {
                    throw failure;
                }
            }
        }
        return opened(byPlaywright(playwright));
    }

    private Browser overDevTools(Playwright playwright) {
        var options = new BrowserType.ConnectOverCDPOptions().setTimeout(connect.toMillis()).setNoDefaults(true);
        return playwright.chromium().connectOverCDP(endpoint.toString(), options);
    }

    private Browser byPlaywright(Playwright playwright) {
        var options = new BrowserType.ConnectOptions().setTimeout(connect.toMillis());
        return typeOf(playwright).connect(endpoint.toString(), options);
    }

    private BrowserType typeOf(Playwright playwright) {
        return switch (name) {
            case CHROMIUM -> playwright.chromium();
            case FIREFOX -> playwright.firefox();
            case WEBKIT -> playwright.webkit();
        };
    }

    /// Whether somebody answered who knows nothing of the DevTools protocol. Nobody at all is no reason to ask again.
    private static boolean speaksOtherwise(PlaywrightException failure) {
        var message = String.valueOf(failure.getMessage());
        return !(failure instanceof TimeoutError) && SILENCE.stream().noneMatch(message::contains);
    }

    private OpenedBrowser opened(Browser browser) {
        var version = browser.version();
        var kind =
                switch (name) {
                    case CHROMIUM -> new ChromiumKind(version);
                    case FIREFOX -> new PlainKind(name, "Firefox " + version);
                    case WEBKIT -> new PlainKind(name, "WebKit " + version);
                };
        return new OpenedBrowser(browser, kind, true);
    }
}
