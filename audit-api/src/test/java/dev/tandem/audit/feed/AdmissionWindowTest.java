package dev.tandem.audit.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.common.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AdmissionWindowTest {

    private final MutableClock clock = new MutableClock(Instant.EPOCH.plusSeconds(100));
    private final AdmissionWindow window = new AdmissionWindow(4, clock);

    @Test
    void isSmallWhereLittleIsTaken() {
        window.admitted(8);

        assertThat(window.size()).isEqualTo(4);
    }

    @Test
    void growsToAQuarterSecondOfWhatIsTaken() {
        window.admitted(400);
        assertThat(window.size()).isEqualTo(100);

        clock.forward(Duration.ofMillis(1_100));
        assertThat(window.size()).isEqualTo(100);
    }

    @Test
    void shrinksWhenNothingIsTakenAnyMore() {
        window.admitted(400);
        clock.forward(Duration.ofMillis(1_100));
        assertThat(window.size()).isEqualTo(100);
        clock.forward(Duration.ofMillis(1_100));

        assertThat(window.size()).isEqualTo(4);
    }

    @Test
    void neverBecomesAQueueOfItsOwn() {
        window.admitted(1_000_000);

        assertThat(window.size()).isEqualTo(500);
    }
}
