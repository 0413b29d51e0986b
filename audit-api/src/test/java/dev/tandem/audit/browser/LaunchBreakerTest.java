package dev.tandem.audit.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.common.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LaunchBreakerTest {

    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final LaunchBreaker breaker = new LaunchBreaker(clock);

    @Test
    void twoFailuresAreNoReasonToPause() {
        fail(2);

        assertThat(breaker.allows()).isTrue();
    }

    @Test
    void threeAreAndThePauseGrowsToAMinute() {
        fail(3);
        assertThat(breaker.allows()).isFalse();
        clock.forward(Duration.ofSeconds(1));
        assertThat(breaker.allows()).isTrue();

        fail(1);
        clock.forward(Duration.ofSeconds(1));
        assertThat(breaker.allows()).isFalse();
        clock.forward(Duration.ofSeconds(1));
        assertThat(breaker.allows()).isTrue();

        fail(30);
        clock.forward(Duration.ofSeconds(59));
        assertThat(breaker.allows()).isFalse();
        clock.forward(Duration.ofSeconds(1));
        assertThat(breaker.allows()).isTrue();
    }

    @Test
    void oneSuccessForgetsThemAll() {
        fail(10);
        breaker.succeeded();
        fail(2);

        assertThat(breaker.allows()).isTrue();
        assertThat(breaker.failures()).isEqualTo(2);
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed();
        }
    }
}
