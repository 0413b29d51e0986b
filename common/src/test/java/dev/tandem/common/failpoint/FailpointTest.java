package dev.tandem.common.failpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class FailpointTest {

    @Test
    void noPointIsArmedUnlessTheEnvironmentSaysSo() {
        assertThat(Failpoint.parse(null)).isEmpty();
        assertThat(Failpoint.parse(" ")).isEmpty();
    }

    @Test
    void strikesAtTheNthPassAndNeverAgain() {
        var points = Failpoint.parse("run.before-finish=throw@3, feed.after-commit=kill");
        var armed = Objects.requireNonNull(points.get("run.before-finish"));

        armed.pass("run.before-finish");
        armed.pass("run.before-finish");
        assertThatIllegalStateException().isThrownBy(() -> armed.pass("run.before-finish"));
        armed.pass("run.before-finish");
    }

    @Test
    void refusesWhatItCannotRead() {
        assertThatIllegalArgumentException().isThrownBy(() -> Failpoint.parse("run.before-finish=explode"));
    }
}
