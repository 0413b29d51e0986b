package dev.tandem.common.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// A real Chromium that looks at our own pages as people do. Belongs to the thread that started it.
public final class RealBrowser implements AutoCloseable {

    private static final Path ROOT = Path.of(System.getProperty("tandem.root", ".."));

    /// Everything that axe-core has for WCAG 2.2 AA, and its best practices too: our own pages are to have none.
    private static final String EVERY_RULE =
            """
            () => axe.run(document, {resultTypes: ['violations', 'incomplete'], runOnly: {type: 'tag', values:
                ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}})
              .then(result => [...result.violations, ...result.incomplete].flatMap(rule => rule.nodes.map(node =>
                rule.id + ' at ' + node.target.join(' ') + ': '
                  + (node.any.concat(node.all, node.none).map(check => check.message).join(' ') || rule.help))))\
            """;

    private final Playwright playwright;
    private final Browser browser;
    private final String axe;

    private RealBrowser(Playwright playwright, Browser browser, String axe) {
        this.playwright = playwright;
        this.browser = browser;
        this.axe = axe;
    }

    /// Starts a browser, or skips the test with an explanation where there is none.
    public static RealBrowser start() {
        var chromium = candidates().filter(Files::isExecutable).findFirst().orElse(Path.of("no-browser-was-found"));
        assumeTrue(
                Files.isExecutable(chromium),
                "No Chromium was found: run through ./verify, or set AUDIT_BROWSER_CHROMIUM");
        var node = Path.of(Objects.requireNonNullElse(System.getenv("PLAYWRIGHT_NODEJS_PATH"), "not-set"));
        assumeTrue(
                Files.isExecutable(node),
                "No Node for Playwright: run through ./verify, or set PLAYWRIGHT_NODEJS_PATH");
        var script = ROOT.resolve("audit-api/engines/node_modules/axe-core/axe.min.js");
        assumeTrue(Files.isReadable(script), "axe-core is not installed: run 'npm ci' in audit-api/engines");

        // Playwright's own 5 s are too few on a machine that runs other tests beside this one.
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
        var environment = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1", "PLAYWRIGHT_NODEJS_PATH", node.toString());
        var playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        var options =
                new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        .setChromiumSandbox(!"root".equals(System.getProperty("user.name")));
        try {
            return new RealBrowser(playwright, playwright.chromium().launch(options), Files.readString(script));
        } catch (IOException failure) {
            playwright.close();
            throw new UncheckedIOException(failure);
        }
    }

    private static Stream<Path> candidates() {
        return Stream.of(
                        System.getenv("AUDIT_BROWSER_CHROMIUM"),
                        "/usr/lib/chromium/chromium-headless-shell",
                        "/usr/lib/chromium/chromium")
                .filter(Objects::nonNull)
                .map(Path::of);
    }

    /// A fresh browser window of 1280 by 900 that nobody is signed in with.
    public BrowserContext window() {
        return window(new Browser.NewContextOptions());
    }

    /// A fresh browser window of 1280 by 900 with other options.
    public BrowserContext window(Browser.NewContextOptions options) {
        var context = browser.newContext(options.setViewportSize(1280, 900));
        context.setDefaultTimeout(30_000);
        return context;
    }

    /// What axe-core has to say about the page, wide in light and narrow in dark, because colours do not depend on the
    /// width nor the layout on colours; empty when it is in order.
    public List<String> barriers(Page page) {
        page.evaluate(axe);
        var barriers = new ArrayList<String>();
        Map.of(ColorScheme.LIGHT, 1280, ColorScheme.DARK, 320)
                .forEach((scheme, width) -> {
                    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                    page.setViewportSize(width, 900);
                    for (var finding : (List<?>) page.evaluate(EVERY_RULE)) {
                        barriers.add(scheme + " " + width + ": " + finding);
                    }
                    if (Boolean.TRUE.equals(page.evaluate("() => document.documentElement.scrollWidth > innerWidth"))) {
                        barriers.add(scheme + " " + width + ": the page must be scrolled sideways");
                    }
                });
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.setViewportSize(1280, 900);
        return barriers;
    }

    /// Takes pictures of the page for people, wide and narrow, in light and in dark, where `tandem.pictures` names a
    /// folder for them; else does nothing.
    public void picture(Page page, String name) {
        var folder = System.getProperty("tandem.pictures");
        if (folder == null) {
            return;
        }
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            for (var width : new int[] {1280, 390}) {
                page.setViewportSize(width, width == 390 ? 844 : 900);
                var file = "%s-%s-%d.png".formatted(name, scheme.name().toLowerCase(Locale.ROOT), width);
                page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(folder, file)).setFullPage(true));
            }
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.setViewportSize(1280, 900);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
