package dev.tandem.audit.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.playwright.ElementHandle;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import dev.tandem.audit.browser.SandboxScript;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// The world in which Playwright keeps its own scripts apart from the page's, in browsers that don't speak the DevTools
/// protocol.
final class SandboxWorld implements IsolatedWorld {

    /// Engines need seconds on large pages; what takes longer is ended with the visit.
    private static final double PATIENCE_MILLIS = 110_000;

    private static final AtomicLong CALLS = new AtomicLong();

    private final Frame frame;

    private SandboxWorld(Frame frame) {
        this.frame = frame;
    }

    /// The sandbox of the page's main frame; the page's own world where a browser lets nothing run in there.
    static IsolatedWorld in(Page page) {
        var world = new SandboxWorld(page.mainFrame());
        try {
            world.run("1");
            return world;
        } catch (PlaywrightException | ScriptFailure locked) {
            return new PageWorld(page);
        }
    }

    @Override
    public void run(String script) {
        read("run:" + encoded(script));
    }

    @Override
    public String text(String expression) {
        // Each call has a number, because the same expression may be asked for twice.
        return read("get:" + CALLS.incrementAndGet() + "." + encoded(expression));
    }

    @Override
    public Optional<IsolatedWorld> inside(String element) {
        var found = frame.querySelector(SandboxScript.NAME + "=at:" + encoded(element));
        return Optional.ofNullable(found).map(ElementHandle::contentFrame).map(SandboxWorld::new);
    }

    private String read(String call) {
        var options = new Locator.TextContentOptions().setTimeout(PATIENCE_MILLIS);
        var answer = frame.locator(SandboxScript.NAME + "=" + call).textContent(options);
        if (answer == null || !answer.startsWith("=")) {
            throw new ScriptFailure(String.valueOf(answer));
        }
        return answer.substring(1);
    }

    private static String encoded(String script) {
        return Base64.getEncoder().encodeToString(script.getBytes(UTF_8));
    }
}
