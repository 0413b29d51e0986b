package dev.tandem.audit.browser;

import static dev.tandem.audit.browser.StandInPool.soon;
import static dev.tandem.audit.scan.BrowserName.CHROMIUM;
import static dev.tandem.audit.scan.BrowserName.FIREFOX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.audit.browser.StandInPool.OpenVisit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// As many visits as browsers may run, and one of those is just being started as the spare one.
class WaitingVisitTest {

    @Test
    void aVisitThatWaitsTakesTheSpareOneThatHasStartedMeanwhile() {
        try (var stage = new StandInPool(Map.of("slots", "12"))) {
            // Given
            fillExceptForOne(stage);
            var last = stage.begin(CHROMIUM).awaitWaiting();

            // When
            stage.letStart();

            // Then
            soon().until(last.inside::isDone);
            assertThat(stage.slots).hasSize(12);
        }
    }

    @Test
    void aVisitThatWaitsTakesTheSlotThatAnotherGivesBack() {
        try (var stage = new StandInPool(Map.of("slots", "12"))) {
            // Given
            var visits = fillExceptForOne(stage);
            var last = stage.begin(CHROMIUM).awaitWaiting();

            // When
            visits.getFirst().leave();

            // Then
            soon().until(last.inside::isDone);
            assertThat(stage.slots).hasSize(11);
        }
    }

    @Test
    void aVisitThatWaitsTakesTheRoomOfASpareOneThatDoesNotFit() {
        try (var stage = new StandInPool(Map.of("slots", "12"))) {
            // Given
            fillExceptForOne(stage);
            var fox = stage.begin(FIREFOX).awaitWaiting();

            // When
            stage.letStart();

            // Then
            soon().until(fox.inside::isDone);
            assertThat(stage.slots.getLast().browserName()).isEqualTo(FIREFOX);
            assertThat(stage.pool.counts().retired(Retirement.EVICTED)).isEqualTo(1);
            assertThat(stage.most()).isEqualTo(BrowserConfig.MOST);
        }
    }

    /// Eleven visits, and a twelfth browser whose start does not end.
    private static List<OpenVisit> fillExceptForOne(StandInPool stage) {
        var visits = Stream.generate(() -> enterWithSpare(stage)).limit(10).toList();
        stage.holdStarts();
        var eleventh = stage.enter(CHROMIUM);
        soon().until(() -> stage.alive() == 12);
        return Stream.concat(visits.stream(), Stream.of(eleventh)).toList();
    }

    private static OpenVisit enterWithSpare(StandInPool stage) {
        var visit = stage.enter(CHROMIUM);
        soon().until(() -> stage.pool.idle() == 1);
        return visit;
    }
}
