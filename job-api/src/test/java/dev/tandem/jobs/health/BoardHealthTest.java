package dev.tandem.jobs.health;

import static dev.tandem.jobs.health.Sighting.AWAY;
import static dev.tandem.jobs.health.Sighting.EMPTY;
import static dev.tandem.jobs.health.Sighting.LISTED;
import static dev.tandem.jobs.health.Sighting.UNCLEAR;
import static dev.tandem.jobs.health.Sighting.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BoardHealthTest {

    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final HealthConfig RULES =
            new Rules(2, 3, Duration.ofDays(7), Duration.ofHours(6), 3, Duration.ofHours(23), false);

    private record Rules(
            int strikes,
            int strikesWhenFresh,
            Duration fresh,
            Duration apart,
            int empties,
            Duration lookAtGoneEvery,
            boolean lookForMoved)
            implements HealthConfig {}

    private record Look(int hour, Sighting sighting) {}

    private static final Instant LONG_AGO = NOON.minus(Duration.ofDays(30));
    private static final Instant YESTERDAY = NOON.minus(Duration.ofDays(1));

    @Test
    void isGoneWhenTwoLooksSixHoursApartFindNothing() {
        assertThat(after(LONG_AGO, look(0, UNKNOWN)).state()).isEqualTo(BoardHealth.State.SUSPECT);
        assertThat(after(LONG_AGO, look(0, UNKNOWN), look(6, UNKNOWN)))
                .isEqualTo(new BoardHealth.Gone(hour(6), BoardHealth.Reason.UNKNOWN_BOARD));
        assertThat(after(null, look(0, UNKNOWN), look(6, UNKNOWN)).state()).isEqualTo(BoardHealth.State.GONE);
    }

    @Test
    void countsNoSecondLookWithinSixHours() {
        // When: somebody presses the button again and again
        var health = after(LONG_AGO, look(0, UNKNOWN), look(1, UNKNOWN), look(3, UNKNOWN), look(5, UNKNOWN));

        // Then
        assertThat(health).isEqualTo(new BoardHealth.Suspect(NOON, BoardHealth.Reason.UNKNOWN_BOARD, 1, NOON));
    }

    @Test
    void needsAThirdLookWhenTheBoardWasWellThisWeek() {
        assertThat(after(YESTERDAY, look(0, UNKNOWN), look(6, UNKNOWN)).state()).isEqualTo(BoardHealth.State.SUSPECT);
        assertThat(after(YESTERDAY, look(0, UNKNOWN), look(6, UNKNOWN), look(12, UNKNOWN)).state())
                .isEqualTo(BoardHealth.State.GONE);
    }

    static List<List<Look>> waysBack() {
        return List.of(
                List.of(look(0, UNKNOWN), look(1, LISTED)),
                List.of(look(0, UNKNOWN), look(6, UNKNOWN), look(30, LISTED)),
                List.of(look(0, AWAY), look(7, AWAY), look(40, LISTED)),
                List.of(look(0, EMPTY), look(6, EMPTY), look(12, EMPTY), look(13, LISTED)));
    }

    @ParameterizedTest
    @MethodSource("waysBack")
    void isActiveAgainAsSoonAsItListsSomething(List<Look> looks) {
        assertThat(after(LONG_AGO, looks.toArray(Look[]::new))).isEqualTo(BoardHealth.FINE);
    }

    @Test
    void startsCountingAnewAfterItWasWell() {
        assertThat(after(LONG_AGO, look(0, UNKNOWN), look(1, LISTED), look(7, UNKNOWN)))
                .isEqualTo(new BoardHealth.Suspect(hour(7), BoardHealth.Reason.UNKNOWN_BOARD, 1, hour(7)));
    }

    @Test
    void takesTroubleForNoEvidence() {
        assertThat(after(LONG_AGO, look(0, UNCLEAR), look(9, UNCLEAR))).isEqualTo(BoardHealth.FINE);
        assertThat(after(LONG_AGO, look(0, UNKNOWN), look(9, UNCLEAR)).state()).isEqualTo(BoardHealth.State.SUSPECT);
        assertThat(after(LONG_AGO, look(0, UNKNOWN), look(6, UNKNOWN), look(9, UNCLEAR)).state())
                .isEqualTo(BoardHealth.State.GONE);
    }

    @Test
    void suspectsABoardThatStaysEmptyAndNeverGivesItUp() {
        // Given
        var empty = after(LONG_AGO, look(0, EMPTY), look(1, EMPTY), look(6, EMPTY));

        // Then
        assertThat(empty.state()).isEqualTo(BoardHealth.State.ACTIVE);
        var suspect = empty.seen(EMPTY, hour(12), LONG_AGO, RULES);
        assertThat(suspect).isEqualTo(new BoardHealth.Suspect(hour(12), BoardHealth.Reason.EMPTY, 3, hour(12)));
        assertThat(suspect.seen(EMPTY, hour(99), LONG_AGO, RULES)).isEqualTo(suspect);
        assertThat(suspect.seen(UNKNOWN, hour(99), LONG_AGO, RULES).state()).isEqualTo(BoardHealth.State.SUSPECT);
    }

    @Test
    void takesAnAddressThatLeadsElsewhereForAMove() {
        assertThat(after(LONG_AGO, look(0, AWAY)))
                .isEqualTo(new BoardHealth.Suspect(NOON, BoardHealth.Reason.MOVED, 1, NOON));
        assertThat(after(LONG_AGO, look(0, UNKNOWN), look(6, AWAY)))
                .isEqualTo(new BoardHealth.Gone(hour(6), BoardHealth.Reason.MOVED));
    }

    @Test
    void aBoardThatIsEmptyIsThere() {
        assertThat(after(LONG_AGO, look(0, UNKNOWN), look(6, UNKNOWN), look(7, EMPTY)))
                .isEqualTo(new BoardHealth.Active(1, hour(7)));
        assertThat(after(LONG_AGO, look(0, UNKNOWN), look(7, EMPTY)).state()).isEqualTo(BoardHealth.State.ACTIVE);
    }

    @Test
    void isLookedAtOnceADayWhenItIsGone() {
        // Given
        var gone = after(LONG_AGO, look(0, UNKNOWN), look(6, UNKNOWN));

        // Then
        assertThat(gone.isDue(hour(6), hour(20), RULES)).isFalse();
        assertThat(gone.isDue(hour(6), hour(30), RULES)).isTrue();
        assertThat(gone.isDue(null, hour(7), RULES)).isTrue();
        assertThat(after(LONG_AGO, look(0, UNKNOWN)).isDue(hour(0), hour(1), RULES)).isTrue();
    }

    @Test
    void isTheSameAfterTheDatabase() {
        for (var health :
                List.of(
                        BoardHealth.FINE,
                        after(LONG_AGO, look(0, EMPTY)),
                        after(LONG_AGO, look(0, AWAY)),
                        after(LONG_AGO, look(0, UNKNOWN), look(6, UNKNOWN)))) {
            assertThat(HealthRow.of(health).health()).isEqualTo(health);
        }
    }

    private static BoardHealth after(@Nullable Instant lastSuccess, Look... looks) {
        var health = BoardHealth.FINE;
        for (var look : looks) {
            health = health.seen(look.sighting(), hour(look.hour()), lastSuccess, RULES);
        }
        return health;
    }

    private static Look look(int hour, Sighting sighting) {
        return new Look(hour, sighting);
    }

    private static Instant hour(int hour) {
        return NOON.plus(Duration.ofHours(hour));
    }
}
