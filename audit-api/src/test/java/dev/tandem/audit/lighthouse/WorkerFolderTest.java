package dev.tandem.audit.lighthouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(value = OS.LINUX, disabledReason = "what still runs is found in /proc")
class WorkerFolderTest {

    private static final FixedEngineConfig CONFIG =
            new FixedEngineConfig(Path.of("engines"), "node", FixedEngineConfig.LIMITS);

    @Test
    void aLaneThatStartsSweepsAwayWhatAKilledProcessLeftAndWhateverStillRunsOutOfIt(@TempDir Path root)
            throws Exception {
        // Given: a folder of a process that is gone, of one whose number is another's now, and of one that lives.
        var dead = Files.createDirectories(root.resolve("lighthouse-4194304999-1-1/chrome-a"));
        Files.writeString(dead.resolve("Cookies"), "x");
        var reused =
                Files.createDirectories(root.resolve("lighthouse-%d-1-1".formatted(ProcessHandle.current().pid())));
        var living = WorkerFolder.under(root);
        var others = Files.createDirectories(root.resolve("run-4194304999-1-1"));
        var browser = new ProcessBuilder("tail", "-f", dead + "/Cookies").start();
        try {
            // When
            new LighthouseLane(CONFIG, Path.of("/bin/false"), true, () -> null, root, InstantSource.system()).close();

            // Then
            assertThat(dead.getParent()).doesNotExist();
            assertThat(reused).doesNotExist();
            assertThat(living.path()).exists();
            assertThat(others).as("for the pool of slots to sweep").exists();
            assertThat(browser.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            browser.destroyForcibly();
        }
    }

    @Test
    void aRemovedFolderIsGoneWithAllThatIsInIt(@TempDir Path root) throws Exception {
        var folder = WorkerFolder.under(root.resolve("not there yet"));
        Files.writeString(Files.createDirectory(folder.path().resolve("chrome-a")).resolve("Cookies"), "x");

        folder.remove();

        assertThat(folder.path()).doesNotExist();
        assertThat(folder.path().getParent()).isEmptyDirectory();
    }

    @Test
    void whereNothingWasEverKeptThereIsNothingToSweep(@TempDir Path root) {
        var missing = root.resolve("missing");

        WorkerFolder.sweep(missing);

        assertThat(missing).doesNotExist();
    }
}
