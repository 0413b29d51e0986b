package dev.tandem.bench.audit;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.LoadState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Audits with Deque's ready-made builder for Java, as its users do: a Playwright for each thread, a context for each
/// page, the same waiting as everybody. Speaks as [Lines] says.
///
/// Arguments: browser, concurrency, whether the browser is kept, pages.
final class Builder {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> TAGS = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    private final Path chromium;
    private final boolean warm;
    private final Queue<String> pages;
    private final CountDownLatch allWarm;

    private Builder(Path chromium, boolean warm, List<String> pages, int concurrency) {
        this.chromium = chromium;
        this.warm = warm;
        this.pages = new ConcurrentLinkedQueue<>(pages);
        this.allWarm = new CountDownLatch(concurrency);
    }

    public static void main(String[] arguments) throws Exception {
        var concurrency = Integer.parseInt(arguments[1]);
        var pages = List.of(arguments).subList(3, arguments.length);
        var builder = new Builder(Path.of(arguments[0]), Boolean.parseBoolean(arguments[2]), pages, concurrency);
        try (var threads = Executors.newFixedThreadPool(concurrency)) {
            var workers = new ArrayList<Future<?>>();
            for (var n = 0; n < concurrency; n++) {
                workers.add(threads.submit(() -> builder.work(pages.getFirst())));
            }
            builder.allWarm.await();
            System.out.println("{\"warm\": true}");
            for (var worker : workers) {
                worker.get();
            }
        }
    }

    private @Nullable Object work(String first) throws Exception {
        try (var playwright = Playwright.create()) {
            var kept = warm ? launch(playwright) : null;
            try {
                if (kept != null) {
                    audit(kept, first);
                }
            } finally {
                // Whoever fails must not keep the others waiting.
                allWarm.countDown();
            }
            allWarm.await();
            for (var url = pages.poll(); url != null; url = pages.poll()) {
                var start = System.nanoTime();
                var found = kept != null ? audit(kept, url) : auditAlone(playwright, url);
                var millis = (System.nanoTime() - start) / 1_000_000;
                System.out.println(JSON.writeValueAsString(Map.of("url", url, "millis", millis, "found", found)));
            }
        }
        return null;
    }

    private Browser launch(Playwright playwright) {
        var sandbox = !"root".equals(System.getProperty("user.name"));
        var options = new BrowserType.LaunchOptions().setExecutablePath(chromium).setChromiumSandbox(sandbox);
        return playwright.chromium().launch(options);
    }

    private List<Map<String, String>> auditAlone(Playwright playwright, String url) {
        try (var browser = launch(playwright)) {
            return audit(browser, url);
        }
    }

    private static List<Map<String, String>> audit(Browser browser, String url) {
        try (var context = browser.newContext(new Browser.NewContextOptions().setViewportSize(1366, 768))) {
            Page page = context.newPage();
            page.navigate(url);
            page.waitForLoadState(LoadState.NETWORKIDLE);
            var found = new ArrayList<Map<String, String>>();
            var results = new AxeBuilder(page).withTags(TAGS).disableRules(List.of("target-size")).analyze();
            results.getViolations()
                    .forEach(rule -> rule.getNodes().forEach(node -> found.add(Map.of("code", rule.getId()))));
            return found;
        }
    }
}
