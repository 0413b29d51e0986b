package dev.tandem.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRecordTest {

    private static final String MARK = "/home/of/one/installation";

    @TempDir Path folder;

    private Process process;
    private Path command;

    @BeforeEach
    void startAProcessThatNamesTheFolder() throws Exception {
        process = new ProcessBuilder("tail", "-f", "/dev/null", "--", folder + MARK).start();
        command = Path.of(process.info().command().orElseThrow());
    }

    @AfterEach
    void endIt() throws Exception {
        process.destroyForcibly().waitFor();
    }

    @Test
    void recognisesAProcessByItsCommandAndFolder() {
        assertThat(record(process.pid(), command, MARK).process()).contains(process.toHandle());
    }

    @Test
    void takesAProcessWithAnotherFolderForAStranger() {
        assertThat(record(process.pid(), command, "/home/of/another").process()).isEmpty();
    }

    @Test
    void takesAnotherCommandForAStranger() {
        assertThat(record(process.pid(), Path.of("/bin/sh"), MARK).process()).isEmpty();
    }

    @Test
    void knowsThatAProcessIsGone() throws Exception {
        // Given
        var record = record(process.pid(), command, MARK);

        // When
        process.destroyForcibly().waitFor();

        // Then
        assertThat(record.process()).isEmpty();
    }

    @Test
    void readsBackWhatItWroteAndIgnoresWhatIsNoRecord() throws Exception {
        // Given
        var record = record(process.pid(), command, MARK);
        Files.writeString(folder.resolve("broken.process"), "not a number\n");

        // When
        record.writeTo(folder);

        // Then
        assertThat(RunRecord.in(folder)).containsExactly(record);
        record.removeFrom(folder);
        assertThat(RunRecord.in(folder)).isEmpty();
    }

    private static RunRecord record(long pid, Path command, String mark) {
        return new RunRecord("service", pid, command, mark);
    }
}
