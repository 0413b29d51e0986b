package dev.tandem.audit.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import dev.tandem.audit.browser.BrowserSource.OpenedBrowser;
import dev.tandem.audit.scan.BrowserName;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Answers as Playwright's browser does where that is no more than opening a page and closing it. No process is behind
/// it, and it notes what it was asked for.
final class StandInBrowser {

    final List<NewContextOptions> contexts = new ArrayList<>();
    volatile boolean closes = true;

    /// As one that runs elsewhere, because a slot looks for the processes of any other.
    OpenedBrowser opened() {
        var browser =
                standIn(
                        Browser.class,
                        Map.of(
                                "newContext", asked -> context((NewContextOptions) asked[0]),
                                "isConnected", _ -> true));
        return new OpenedBrowser(browser, new PlainKind(BrowserName.WEBKIT, "Stand-in"), true);
    }

    private BrowserContext context(NewContextOptions options) {
        contexts.add(options);
        var page = standIn(Page.class, Map.of());
        return standIn(BrowserContext.class, Map.of("newPage", _ -> page, "close", _ -> close()));
    }

    private @Nullable Object close() {
        if (!closes) {
            throw new PlaywrightException("The context does not close.");
        }
        return null;
    }

    private static <T> T standIn(Class<T> type, Map<String, Function<Object[], @Nullable Object>> answers) {
        var proxy =
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (_, method, asked) -> answers.getOrDefault(method.getName(), _ -> null).apply(asked));
        return type.cast(proxy);
    }
}
