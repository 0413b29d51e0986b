package dev.tandem.audit.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AdmissionWindowTest {

    private long nanos = Long.MAX_VALUE - 5;
    private final AdmissionWindow window = new AdmissionWindow(4, () -> nanos);

    @Test
    void isSmallWhereLittleIsTaken() {
        window.admitted(8);

        assertThat(window.size()).isEqualTo(4);
    }

    @Test
    void growsToAQuarterSecondOfWhatIsTaken() {
        window.admitted(400);
        assertThat(window.size()).isEqualTo(100);

        nanos += Duration.ofMillis(1_100).toNanos();
        assertThat(window.size()).isEqualTo(100);
    }

    @Test
    void shrinksWhenNothingIsTakenAnyMore() {
        window.admitted(400);
        nanos += Duration.ofMillis(1_100).toNanos();
        assertThat(window.size()).isEqualTo(100);
        nanos += Duration.ofMillis(1_100).toNanos();

        assertThat(window.size()).isEqualTo(4);
    }

    @Test
    void neverBecomesAQueueOfItsOwn() {
        window.admitted(1_000_000);

        assertThat(window.size()).isEqualTo(500);
    }
}
