package dev.tandem.audit.browser;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
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

    /// Whether Chromium's sandbox is on.
    enum Sandbox {
        AUTO,
        ON,
        OFF
    }

    default int slotCount() {
        var wanted = slots().orElse(2 * Runtime.getRuntime().availableProcessors());
        return Math.clamp(wanted, 1, 12);
    }
}
