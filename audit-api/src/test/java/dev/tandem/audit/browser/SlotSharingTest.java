package dev.tandem.audit.browser;

import static dev.tandem.audit.browser.StandInPool.soon;
import static dev.tandem.audit.scan.BrowserName.CHROMIUM;
import static dev.tandem.audit.scan.BrowserName.FIREFOX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tandem.audit.browser.StandInPool.OpenVisit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// How many browsers run, who makes room for whom, and what becomes of those who wait.
class SlotSharingTest {

    private static final String ALL_BUSY = "NO_FREE_BROWSER";

    @Test
    void neverMoreThanTwelveBrowsersRunWhateverIsAskedFor() {
        try (var stage = new StandInPool(Map.of("slots", "50"))) {
            // When
            var visits =
                    Stream.of(CHROMIUM, FIREFOX).flatMap(name -> Stream.generate(() -> stage.begin(name)).limit(10));
            for (var visit : visits.toList()) {
                soon().until(() -> visit.inside.isDone() || stage.pool.waiting() > 0);
            }

            // Then
            soon().until(() -> stage.pool.waiting() == 8 && stage.pool.running() == 12);
            assertThat(stage.pool.size()).isEqualTo(12);
            assertThat(stage.most()).isEqualTo(12);
        }
    }

    @Test
    void aSpareOneThatIsTakenAsSoonAsItHasStartedHasASuccessor() throws Exception {
        try (var stage = new StandInPool(Map.of());
                var shelf = stage.shelf()) {
            // Given: a spare one is being started, and gets no further than on to the shelf.
            synchronized (shelf) {
                shelf.take(CHROMIUM);
                soon().until(() -> shelf.idle() == 1);

                // When
                shelf.take(CHROMIUM);
                assertThat(shelf.idle()).isZero();
            }

            // Then
            soon().until(() -> shelf.idle() == 1);
        }
    }

    @Test
    void aPoolWhoseBrowsersDoNotStartCanServeNobodyUnlessOneRuns() {
        try (var stage = new StandInPool(Map.of("slots", "2"))) {
            stage.mayStart = false;
            assertThat(stage.pool.canServe(CHROMIUM)).isFalse();

            stage.mayStart = true;
            stage.pass(CHROMIUM);
            stage.mayStart = false;

            assertThat(stage.pool.canServe(CHROMIUM)).isTrue();
        }
    }

    @Test
    void theBrowserThatNobodyHasUsedForTheLongestTimeMakesRoom() {
        try (var stage = new StandInPool(Map.of("slots", "12", "spare", "false"))) {
            // Given: twelve, of which the fourth and then the ninth are left first.
            var visits = new ArrayList<>(Stream.generate(() -> stage.enter(CHROMIUM)).limit(12).toList());
            for (var first : List.of(visits.get(3), visits.get(8))) {
                leave(stage, first);
                visits.remove(first);
            }
            visits.forEach(visit -> leave(stage, visit));

            // When
            stage.enter(FIREFOX);
            stage.enter(FIREFOX);

            // Then
            assertThat(stage.slots)
                    .filteredOn(slot -> slot.closed)
                    .containsExactly(stage.slots.get(3), stage.slots.get(8));
            assertThat(stage.pool.counts().retired(Retirement.EVICTED)).isEqualTo(2);
            assertThat(stage.most()).isEqualTo(12);
        }
    }

    @Test
    void aVisitThatGetsNoSlotInTimeFails() {
        try (var stage = new StandInPool(Map.of("slots", "1", "slot-wait", "200ms"))) {
            // Given
            stage.enter(CHROMIUM);

            // When
            var late = stage.begin(CHROMIUM);

            // Then
            assertAllBusy(late);
        }
    }

    @Test
    void aVisitThatGetsNoRoomInTimeFails() {
        try (var stage = new StandInPool(Map.of("slots", "12", "slot-wait", "200ms"))) {
            // Given: eleven visits, and a spare browser that does not come.
            Stream.generate(() -> stage.enter(CHROMIUM))
                    .limit(10)
                    .forEach(_ -> soon().until(() -> stage.pool.idle() == 1));
            stage.holdStarts();
            stage.enter(CHROMIUM);
            soon().until(() -> stage.alive() == 12);

            // When
            var late = stage.begin(FIREFOX);

            // Then
            assertAllBusy(late);
        }
    }

    @Test
    void aVisitWaitsForTwoMinutesUnlessToldOtherwise() {
        assertThat(StandInPool.config(Map.of()).slotWait()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void twentyVisitsThatWaitAreSaidInTheLog() {
        try (var stage = new StandInPool(Map.of("slots", "1"));
                var log = new Warnings()) {
            // Given
            stage.enter(CHROMIUM);

            // When
            for (int waiting = 1; waiting <= 20; waiting++) {
                var expected = waiting;
                stage.begin(CHROMIUM);
                soon().until(() -> stage.pool.waiting() == expected);
            }

            // Then
            assertThat(log.messages).isEmpty();
            stage.begin(CHROMIUM);
            soon().until(() -> stage.pool.waiting() == 21);
            assertThat(log.messages).singleElement().asString().contains("waiting=20 slots=1");
        }
    }

    private static void leave(StandInPool stage, OpenVisit visit) {
        stage.clock.forward(Duration.ofSeconds(1));
        visit.leave();
    }

    private static void assertAllBusy(OpenVisit visit) {
        soon().until(visit.ended::isDone);
        assertThatThrownBy(visit.ended::get)
                .cause()
                .asInstanceOf(type(BrowserFailure.class))
                .extracting(failure -> failure.error().code())
                .isEqualTo(ALL_BUSY);
    }

    /// What the pool says meanwhile.
    private static final class Warnings extends Handler implements AutoCloseable {

        private final Logger logger = Logger.getLogger(SlotPool.class.getName());
        final List<String> messages = new CopyOnWriteArrayList<>();

        Warnings() {
            logger.addHandler(this);
        }

        @Override
        public void publish(LogRecord said) {
            messages.add(said.getMessage().formatted(said.getParameters()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
        }
    }
}
