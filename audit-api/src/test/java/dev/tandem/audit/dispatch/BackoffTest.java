package dev.tandem.audit.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final Duration BASE = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    @Test
    void doublesWithEveryAttempt() {
        assertThat(waiting(2, 1)).isEqualTo(Duration.ofSeconds(5));
        assertThat(waiting(3, 1)).isEqualTo(Duration.ofSeconds(10));
        assertThat(waiting(4, 1)).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void takesOffUpToThirtyPercent() {
        assertThat(waiting(3, 0)).isEqualTo(Duration.ofSeconds(7));
        assertThat(waiting(3, 0.5)).isEqualTo(Duration.ofMillis(8500));
        for (var i = 0; i < 1000; i++) {
            assertThat(Backoff.beforeAttempt(3, BASE, LONGEST))
                    .isBetween(Duration.ofSeconds(7), Duration.ofSeconds(10));
        }
    }

    @Test
    void neverWaitsLongerThanTheLongest() {
        assertThat(waiting(50, 1)).isEqualTo(LONGEST);
        assertThat(waiting(5000, 1)).isEqualTo(LONGEST);
    }

    private static Duration waiting(int attempt, double chance) {
        return Backoff.beforeAttempt(attempt, BASE, LONGEST, chance);
    }
}
