package dev.tandem.audit.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {

    @Test
    void whatADeadProcessLeftIsSweptAwayWithWhateverStillRunsOutOfIt(@TempDir Path root) throws Exception {
        // Given: a folder of a process that is gone, of one whose number is another's now, and of one that lives.
        var dead = Files.createDirectories(root.resolve("run-4194304999-1-1/slot-3/profile"));
        Files.writeString(dead.resolve("Cookies"), "x");
        var reused = Files.createDirectories(root.resolve("run-%d-1-1".formatted(ProcessHandle.current().pid())));
        var living = RunFolder.under(root);
        var others = Files.createDirectories(root.resolve("somebody-elses"));
        var browser = new ProcessBuilder("tail", "-f", dead + "/Cookies").start();
        try {
            // When
            var own = RunFolder.under(root);

            // Then
            assertThat(root.resolve("run-4194304999-1-1")).doesNotExist();
            assertThat(reused).doesNotExist();
            assertThat(living.path()).exists();
            assertThat(others).exists();
            assertThat(own.path()).exists().isNotEqualTo(living.path());
            assertThat(browser.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            browser.destroyForcibly();
        }
    }

    @Test
    void whatRunsOutOfAFolderWhoseNameOnlyBeginsAlikeGoesOn(@TempDir Path root) throws Exception {
        // Given
        var one = Files.createDirectories(root.resolve("slot-1"));
        var twelve = Files.createDirectories(root.resolve("slot-12"));
        var file = Files.writeString(twelve.resolve("Cookies"), "x");
        var browser = new ProcessBuilder("tail", "-f", file.toString()).start();
        try {
            // When
            RunFolder.remove(one);

            // Then
            assertThat(ProcessTree.naming(one)).isEmpty();
            assertThat(ProcessTree.naming(twelve)).extracting(ProcessHandle::pid).containsExactly(browser.pid());
            assertThat(browser.isAlive()).isTrue();
        } finally {
            browser.destroyForcibly();
        }
    }

    @Test
    void aClosedFolderIsGone(@TempDir Path root) throws Exception {
        var own = RunFolder.under(root);
        Files.writeString(own.make("slot-1").resolve("file"), "x");

        own.close();

        assertThat(own.path()).doesNotExist();
    }
}
