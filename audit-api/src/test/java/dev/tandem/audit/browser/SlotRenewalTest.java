package dev.tandem.audit.browser;

import static dev.tandem.audit.browser.StandInPool.soon;
import static dev.tandem.audit.scan.BrowserName.CHROMIUM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.audit.browser.StandInPool.OpenVisit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// When a slot goes, and when its successor has to be there first.
class SlotRenewalTest {

    @Test
    void aWornSlotServesOnUntilItsSuccessorHasStarted() {
        try (var stage = new StandInPool(Map.of("slots", "2", "visits-per-browser", "2"))) {
            // Given: one that has opened its pages, and a spare one that is taken.
            begin(stage);
            var worn = stage.enter(CHROMIUM);
            stage.holdStarts();
            stage.enter(CHROMIUM);

            // When
            worn.leave();

            // Then
            assertThat(stage.pool.counts().retired(Retirement.VISITS)).isZero();
            assertThat(stage.pool.idle()).isEqualTo(1);
            stage.letStart();
            soon().until(() -> stage.pool.counts().retired(Retirement.VISITS) == 1);
            assertThat(stage.pool.idle()).isEqualTo(1);
            assertThat(stage.pool.counts().coldLaunches()).isEqualTo(1);
        }
    }

    @Test
    void withoutASpareOneAWornSlotGoesWhenItIsGivenBack() {
        try (var stage = new StandInPool(Map.of("slots", "2", "spare", "false", "visits-per-browser", "2"))) {
            // When
            stage.pass(CHROMIUM);
            stage.pass(CHROMIUM);

            // Then
            soon().until(() -> stage.pool.counts().retired(Retirement.VISITS) == 1);
            assertThat(stage.pool.running()).isZero();
            stage.pass(CHROMIUM);
            assertThat(stage.slots).hasSize(2);
        }
    }

    @Test
    void withoutASpareOneAnIdleSlotGoesWhenItIsOld() {
        try (var stage = new StandInPool(Map.of("spare", "false", "idle", "2h", "shut-after", "2h"))) {
            // Given
            stage.pass(CHROMIUM);

            // When
            stage.clock.forward(Duration.ofMinutes(30));
            stage.pool.tend();

            // Then
            soon().until(() -> stage.pool.counts().retired(Retirement.AGE) == 1);
        }
    }

    @Test
    void withoutRoomForItsSuccessorAWornSlotLeavesItsOwn() {
        try (var stage = new StandInPool(Map.of("slots", "12", "visits-per-browser", "1"))) {
            // Given
            var visits = fill(stage);

            // When
            visits.getFirst().leave();

            // Then
            soon().until(() -> stage.pool.counts().retired(Retirement.VISITS) == 1 && stage.pool.idle() == 1);
            assertThat(stage.slots.getFirst().closed).isTrue();
            assertThat(stage.slots).hasSize(13);
            assertThat(stage.most()).isEqualTo(12);
            assertThat(stage.pool.counts().launchFailures()).isZero();
        }
    }

    @Test
    void idleSlotsWithoutRoomForASuccessorGoWhenTheyAreOld() {
        try (var stage = new StandInPool(Map.of("slots", "12", "idle", "2h", "shut-after", "2h"))) {
            // Given
            fill(stage).forEach(OpenVisit::leave);
            assertThat(stage.pool.idle()).isEqualTo(12);

            // When
            stage.clock.forward(Duration.ofMinutes(30));
            stage.pool.tend();

            // Then
            soon().until(() -> stage.pool.counts().retired(Retirement.AGE) == 12);
            soon().until(() -> stage.pool.idle() == 1);
            assertThat(stage.most()).isEqualTo(12);
        }
    }

    @Test
    void aSlotThatHoldsTooMuchMemoryIsReplacedAfterTheNextLook() {
        try (var stage = new StandInPool(Map.of("slots", "1"))) {
            // Given
            begin(stage);
            stage.slots.forEach(slot -> slot.holds = 800_000_000);

            // When: it is looked at after ten pages.
            for (int pages = 2; pages < 10; pages++) {
                stage.pass(CHROMIUM);
            }
            assertThat(stage.pool.counts().retired(Retirement.MEMORY)).isZero();
            stage.pass(CHROMIUM);

            // Then
            soon().until(() -> stage.pool.counts().retired(Retirement.MEMORY) == 1);
            assertThat(stage.slots.getFirst().closed).isTrue();
        }
    }

    @Test
    void anIdleSlotThatHoldsTooMuchMemoryIsReplaced() {
        try (var stage = new StandInPool(Map.of("slots", "1"))) {
            // Given
            begin(stage);

            // When
            stage.slots.getFirst().holds = 800_000_000;
            stage.pool.tend();

            // Then
            soon().until(() -> stage.pool.counts().retired(Retirement.MEMORY) == 1);
            assertThat(stage.slots.getFirst().closed).isTrue();
        }
    }

    @Test
    void aSlotWhosePageDidNotCloseIsNotUsedAgain() {
        try (var stage = new StandInPool(Map.of("slots", "1"))) {
            // Given
            var visit = stage.enter(CHROMIUM);
            soon().until(() -> stage.pool.idle() == 1);

            // When
            stage.slots.getFirst().broken = Retirement.CLOSE_FAILED;
            visit.leave();

            // Then
            soon().until(() -> stage.pool.counts().retired(Retirement.CLOSE_FAILED) == 1);
            assertThat(stage.slots.getFirst().closed).isTrue();
            assertThat(stage.pool.running()).isEqualTo(1);
        }
    }

    private static List<OpenVisit> fill(StandInPool stage) {
        return Stream.generate(() -> stage.enter(CHROMIUM))
                .limit(12)
                .peek(_ -> soon().until(() -> stage.pool.idle() == 1 || stage.pool.running() == 12))
                .toList();
    }

    /// One slot that was used, and is used next, and the spare one.
    private static void begin(StandInPool stage) {
        var visit = stage.enter(CHROMIUM);
        soon().until(() -> stage.pool.idle() == 1);
        visit.leave();
    }
}
