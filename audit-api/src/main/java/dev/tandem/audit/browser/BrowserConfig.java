package dev.tandem.audit.browser;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// Browsers and how long they may take.
@ConfigMapping(prefix = "audit.browser")
public interface BrowserConfig {

    /// The browser's binary; found by itself when absent: Chromium's headless shell before Chromium, because it needs
    /// half of the memory.
    Optional<Path> chromium();

    /// Firefox's binary; found by itself when absent.
    Optional<Path> firefox();

    /// The `pw_run.sh` of Playwright's own WebKit; found by itself when absent.
    Optional<Path> webkit();

    /// Where browsers come from. LOCAL: this machine. BROWSERLESS: the endpoint alone. AUTO: the endpoint, where one is
    /// set and answers, else this machine.
    @WithDefault("AUTO")
    Provider provider();

    /// Where a remote browser is to be had, over the DevTools protocol or by Playwright's own.
    Optional<URI> endpoint();

    /// The Node binary that Playwright's driver runs on.
    @WithDefault("node")
    String node();

    /// Pages that are audited at once, each in a browser of its own; unset: two for each processor, because pages wait
    /// for the network most of the time. At most 12.
    OptionalInt slots();

    /// Whether Chromium's sandbox is on. AUTO: on, except for root, where Chromium offers none.
    @WithDefault("AUTO")
    Sandbox sandbox();

    /// How long the server may take until the document begins to arrive.
    @WithDefault("30s")
    Duration navigation();

    /// How long the page may take from there to its `load` event; after that it is audited as it is.
    @WithDefault("30s")
    Duration load();

    /// How long to wait for the page to come to rest, at most. Never fails a scan.
    @WithDefault("10s")
    Duration quiet();

    /// How long a page may occupy a slot altogether before its browser is stopped.
    @WithDefault("120s")
    Duration visit();

    /// How long to wait for a free slot.
    @WithDefault("120s")
    Duration slotWait();

    /// A browser is replaced after so many pages, because every one leaves a little behind.
    @WithDefault("250")
    int visitsPerBrowser();

    /// A browser is replaced at this age, as soon as its successor runs, or at once where none can be started beside
    /// it. Its driver goes with it.
    @WithDefault("30m")
    Duration age();

    /// A browser whose processes, its driver included, hold more than this between two pages is replaced. Linux only.
    @WithDefault("700M")
    MemorySize memory();

    /// How long a browser may be idle before it is shut.
    @WithDefault("10m")
    Duration idle();

    /// After so long without any page all browsers are shut.
    @WithDefault("30m")
    Duration shutAfter();

    /// Whether a browser more than are busy is kept ready, so that no page waits for a start.
    @WithDefault("true")
    boolean spare();

    /// Where browsers keep temporary files; the system's own folder for that when absent.
    Optional<Path> folder();

    /// Where browsers come from.
    enum Provider {
        AUTO,
        LOCAL,
        BROWSERLESS
    }

    /// Whether Chromium's sandbox is on.
    enum Sandbox {
        AUTO,
        ON,
        OFF
    }

    /// How many browsers may run at once, spare ones included.
    int MOST = 12;

    default Path temporary() {
        return folder().orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir"), "tandem-browsers"))
                .toAbsolutePath();
    }

    default int slotCount() {
        var wanted = slots().orElse(2 * Runtime.getRuntime().availableProcessors());
        return Math.clamp(wanted, 1, MOST);
    }
}
