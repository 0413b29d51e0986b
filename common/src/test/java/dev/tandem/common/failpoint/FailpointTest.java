package dev.tandem.common.failpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class FailpointTest {

    @Test
    void noPointIsArmedUnlessTheEnvironmentSaysSo() {
        assertThat(Failpoint.parse(null)).isEmpty();
        assertThat(Failpoint.parse(" ")).isEmpty();
    }

    @Test
    void strikesAtTheNthPassAndNeverAgain() {
        var armed = Failpoint.parse("run.before-finish=throw@3, feed.after-commit=kill").get("run.before-finish");
        assertThat(armed).isNotNull();

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
