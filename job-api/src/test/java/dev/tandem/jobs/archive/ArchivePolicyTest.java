package dev.tandem.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchivePolicyTest {

    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final FadingCount ONCE = new FadingCount(1, NOON);

    private final ArchivePolicy policy = new ArchivePolicy(2, HOUR, HOUR.multipliedBy(20), 10, 1, DAY, 0.5, DAY, HOUR);

    @Test
    void wantsMissesAndTime() {
        assertThat(policy.closes(absence(2, FadingCount.NEVER), BoardPast.NONE, NOON.plus(HOUR))).isTrue();
        assertThat(policy.closes(absence(1, FadingCount.NEVER), BoardPast.NONE, NOON.plus(DAY))).isFalse();
        assertThat(policy.closes(absence(9, FadingCount.NEVER), BoardPast.NONE, NOON.plus(HOUR).minusMillis(1)))
                .isFalse();
    }

    @Test
    void waitsLongerForWhatCameBackBeforeAndForgetsItWithTime() {
        // Given
        var posting = absence(2, ONCE);

        // Then
        assertThat(policy.patience(posting, BoardPast.NONE, NOON)).isEqualTo(HOUR.multipliedBy(11));
        assertThat(policy.patience(posting, BoardPast.NONE, NOON.plus(DAY))).isEqualTo(HOUR.multipliedBy(6));
        assertThat(policy.patience(absence(2, new FadingCount(3, NOON)), BoardPast.NONE, NOON))
                .isEqualTo(policy.atMost());
    }

    @Test
    void waitsLongerOnABoardWhosePostingsComeAndGo() {
        // Given
        var board = new BoardPast(List.of(7, 9, 5), null, new FadingCount(20, NOON));

        // Then: 20 returns for 7 postings, and 3 more so that small boards don't count for too much
        assertThat(policy.patience(absence(2, FadingCount.NEVER), board, NOON)).isEqualTo(HOUR.multipliedBy(3));
    }

    @Test
    void neverWaitsLessThanItsOwnMinimum() {
        var hasty = new ArchivePolicy(1, DAY, HOUR, 5, 0, DAY, 1, HOUR, HOUR);

        assertThat(hasty.patience(absence(1, ONCE), BoardPast.NONE, NOON)).isEqualTo(DAY);
    }

    @Test
    void doubtsAListingThatIsMuchTooShortUntilItStaysSo() {
        // Given
        var board = BoardPast.NONE;
        for (var size : new int[] {40, 42, 41}) {
            board = board.with(size, 0, NOON, policy);
        }

        // When
        var halved = board.with(20, 0, NOON, policy);
        var stillHalved = halved.with(19, 0, NOON.plus(DAY).minusMillis(1), policy);
        var halvedForGood = stillHalved.with(20, 0, NOON.plus(DAY), policy);

        // Then
        assertThat(board.with(21, 0, NOON, policy).isDoubtful()).isFalse();
        assertThat(halved.isDoubtful()).isTrue();
        assertThat(policy.closes(absence(9, FadingCount.NEVER), halved, NOON.plus(DAY))).isFalse();
        assertThat(stillHalved.doubtfulSince()).isEqualTo(NOON);
        assertThat(halvedForGood.isDoubtful()).isFalse();
        assertThat(halvedForGood.sizes()).containsExactly(20);
        assertThat(stillHalved.with(42, 0, NOON.plus(HOUR), policy).isDoubtful()).isFalse();
    }

    @Test
    void doubtsAnEmptyListingForItsOwnTime() {
        // Given
        var board = BoardPast.NONE.with(1, 0, NOON, policy);

        // When
        var empty = board.with(0, 0, NOON, policy);

        // Then
        assertThat(empty.isDoubtful()).isTrue();
        assertThat(empty.with(0, 0, NOON.plus(HOUR), policy).isDoubtful()).isFalse();
        assertThat(BoardPast.NONE.with(0, 0, NOON, policy).isDoubtful()).isFalse();
    }

    @Test
    void remembersTheLastFiveSizes() {
        var board = BoardPast.NONE;
        for (var size = 30; size < 37; size++) {
            board = board.with(size, 0, NOON, policy);
        }

        assertThat(board.sizes()).containsExactly(32, 33, 34, 35, 36);
    }

    @Test
    void tellsAnExodusFromPostingsThatLeaveOneByOne() {
        assertThat(BoardPast.isExodus(10, 5)).isTrue();
        assertThat(BoardPast.isExodus(10, 4)).isFalse();
        assertThat(BoardPast.isExodus(2, 2)).isFalse();
    }

    @Test
    void countsFade() {
        var twice = ONCE.plus(1, NOON.plus(DAY), DAY);

        assertThat(twice.count()).isEqualTo(1.5);
        assertThat(twice.at(NOON.plus(DAY.multipliedBy(3)), DAY)).isCloseTo(0.375, within(1e-9));
        assertThat(twice.at(NOON, DAY)).isEqualTo(1.5);
        assertThat(FadingCount.NEVER.at(NOON, DAY)).isZero();
        assertThat(FadingCount.NEVER.plus(0, NOON, DAY)).isEqualTo(FadingCount.NEVER);
    }

    @Test
    void refusesFiguresThatNoPolicyCanHave() {
        assertThatThrownBy(() -> ArchivePolicy.plain(0, HOUR)).hasMessageContaining("misses");
        assertThatThrownBy(() -> ArchivePolicy.plain(1, HOUR.negated())).hasMessageContaining("after");
        assertThatThrownBy(() -> new ArchivePolicy(1, HOUR, HOUR, Double.NaN, 0, DAY, 1, HOUR, HOUR))
                .hasMessageContaining("perReturn");
        assertThatThrownBy(() -> new ArchivePolicy(1, HOUR, HOUR, 0, 0, Duration.ZERO, 1, HOUR, HOUR))
                .hasMessageContaining("memory");
        assertThatThrownBy(() -> new ArchivePolicy(1, HOUR, HOUR, 0, 0, DAY, 1.1, HOUR, HOUR))
                .hasMessageContaining("drop");
    }

    private static Absence absence(int misses, FadingCount returns) {
        return new Absence(misses, NOON, returns);
    }
}
