package dev.tandem.audit.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.audit.browser.Watchdog.Rung;
import dev.tandem.audit.process.ProcessTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Shells stand in for a driver, its browser and the browser's page, each the child of the one before. A visit ends
/// when one of them is gone.
class WatchdogTest {

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final String ON = "while :; do sleep 1; done\n";

    @TempDir private Path folder;
    private Process driver;
    private ProcessHandle browser;
    private ProcessHandle page;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(Files.isReadable(Path.of("/proc/self/cmdline")), "Skipped: no /proc tells which process is a page");
        // A driver outlives its browser, and a browser its page.
        Files.writeString(folder.resolve("page"), ON);
        Files.writeString(folder.resolve("browser"), "sh page --type=renderer & wait\n" + ON);
        Files.writeString(folder.resolve("driver"), "sh browser & wait\n" + ON);
        driver = new ProcessBuilder("sh", "driver").directory(folder.toFile()).start();
        await().until(() -> !pages().isEmpty());
        page = pages().getFirst();
        browser = page.parent().orElseThrow();
    }

    @AfterEach
    void stop() {
        if (driver != null) {
            driver.descendants().forEach(ProcessHandle::destroyForcibly);
            driver.destroyForcibly();
        }
    }

    @Test
    void aVisitThatEndsWhenToldToCostsNothing() {
        var visit = new CompletableFuture<>();
        var ended = CompletableFuture.completedFuture(null);

        assertThat(Watchdog.stop(visit, ended, processes(), "slot", PATIENCE)).isEqualTo(Rung.THREAD);
        assertThat(visit).isCancelled();
        assertThat(gone(page)).isFalse();
    }

    @Test
    void firstThePageIsKilled() {
        assertThat(stopUntilGone(page)).isEqualTo(Rung.PAGE);
        assertThat(gone(browser)).isFalse();
    }

    @Test
    void thenTheBrowserIsKilled() {
        assertThat(stopUntilGone(browser)).isEqualTo(Rung.BROWSER);
        assertThat(gone(driver.toHandle())).isFalse();
    }

    @Test
    void thenTheDriverIsKilled() {
        assertThat(stopUntilGone(driver.toHandle())).isEqualTo(Rung.DRIVER);
        assertThat(gone(browser)).isTrue();
    }

    @Test
    void thenTheThreadIsLost() {
        var visit = new CompletableFuture<>();

        assertThat(Watchdog.stop(visit, new CompletableFuture<>(), processes(), "slot", Duration.ofMillis(1)))
                .isEqualTo(Rung.NONE);
        await().until(() -> gone(driver.toHandle()));
    }

    private Rung stopUntilGone(ProcessHandle awaited) {
        var ended =
                CompletableFuture.runAsync(
                        () -> await().pollInterval(Duration.ofMillis(20)).until(() -> gone(awaited)));
        return Watchdog.stop(new CompletableFuture<>(), ended, processes(), "slot", PATIENCE);
    }

    private DriverProcess processes() {
        return new DriverProcess(driver.toHandle());
    }

    private List<ProcessHandle> pages() {
        return ProcessTree.renderers(driver.descendants());
    }

    /// Also when nobody has fetched how it ended: then it still counts as alive, and has no command any more.
    private static boolean gone(ProcessHandle process) {
        return ProcessTree.commandLine(process.pid()).isEmpty();
    }
}
