package dev.tandem.common.failpoint;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailpointTest {

    @TempDir Path folder;

    @Test
    void doesNothingUnlessTheEnvironmentNamesAFile() {
        assertThatCode(() -> Failpoint.hit("run.before-end")).doesNotThrowAnyException();
    }

    @Test
    void doesNothingWhereItsFileNamesAnotherPointOrIsMissing() throws IOException {
        assertThatCode(() -> new Failpoint(folder.resolve("none")).pass("run.before-end")).doesNotThrowAnyException();
        assertThatCode(() -> armed("run.end-stored=throw").pass("run.before-end")).doesNotThrowAnyException();
    }

    @Test
    void strikesAtTheNthPassAndNeverAgain() throws IOException {
        var point = armed("run.before-end=throw@3\n\nfeed.admitted=kill");

        point.pass("run.before-end");
        point.pass("run.before-end");
        assertThatIllegalStateException().isThrownBy(() -> point.pass("run.before-end"));
        point.pass("run.before-end");
    }

    @Test
    void refusesWhatItCannotRead() {
        assertThatIllegalArgumentException().isThrownBy(() -> armed("run.before-end=explode").pass("run.before-end"));
    }

    private Failpoint armed(String lines) throws IOException {
        return new Failpoint(Files.writeString(folder.resolve("points"), lines));
    }
}
