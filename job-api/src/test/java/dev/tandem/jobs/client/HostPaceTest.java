package dev.tandem.jobs.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HostPaceTest {

    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final HostPace pace = new HostPace(6, 3, MINUTE);

    @Test
    void halvesOnceForAllThatWasUnderWay() {
        // When
        pace.slowDown(Duration.ZERO, 2, NOON);
        pace.slowDown(Duration.ZERO, 2, NOON);
        pace.slowDown(Duration.ZERO, 2, NOON);
        var afterOneRound = pace.atOnce(NOON);
        pace.slowDown(Duration.ZERO, 0, NOON);
        pace.slowDown(Duration.ZERO, 0, NOON);

        // Then
        assertThat(afterOneRound).isEqualTo(3);
        assertThat(pace.atOnce(NOON)).isOne();
    }

    @Test
    void growsBackByOneForEachRoundThatWentWell() {
        // Given
        pace.slowDown(Duration.ZERO, 0, NOON);

        // When
        wentWell(3);
        var afterARound = pace.atOnce(NOON);
        wentWell(4);
        var afterTwo = pace.atOnce(NOON);
        wentWell(100);

        // Then
        assertThat(afterARound).isEqualTo(4);
        assertThat(afterTwo).isEqualTo(5);
        assertThat(pace.atOnce(NOON)).isEqualTo(6);
    }

    @Test
    void pausesForAsLongAsTheLongestWish() {
        // When
        pace.slowDown(MINUTE, 0, NOON);
        pace.slowDown(Duration.ofSeconds(5), 0, NOON);

        // Then
        assertThat(pace.atOnce(NOON.plusSeconds(59))).isZero();
        assertThat(pace.pause(NOON.plusSeconds(59))).isEqualTo(Duration.ofSeconds(1));
        assertThat(pace.atOnce(NOON.plus(MINUTE))).isOne();
        assertThat(pace.pause(NOON.plus(MINUTE))).isZero();
    }

    @Test
    void leavesAHostAloneThatFailsAgainAndAgainAndThenTriesWithOne() {
        // When
        pace.failed(NOON);
        pace.failed(NOON);
        pace.wentWell();
        pace.failed(NOON);
        pace.failed(NOON);
        var afterTwo = pace.isResting(NOON);
        pace.failed(NOON);

        // Then
        assertThat(afterTwo).isFalse();
        assertThat(pace.isResting(NOON.plusSeconds(59))).isTrue();
        assertThat(pace.isResting(NOON.plus(MINUTE))).isFalse();
        assertThat(pace.atOnce(NOON.plus(MINUTE))).isOne();
        pace.failed(NOON.plus(MINUTE));
        assertThat(pace.isResting(NOON.plus(MINUTE))).isTrue();
    }

    private void wentWell(int times) {
        for (var time = 0; time < times; time++) {
            pace.wentWell();
        }
    }
}
