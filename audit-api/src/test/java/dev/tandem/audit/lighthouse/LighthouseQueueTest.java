package dev.tandem.audit.lighthouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LighthouseQueueTest {

    private static final boolean PERFORMANCE = true;
    private static final boolean OTHER = false;

    @Test
    void twoPerformanceRunsNeverRunTogether() throws Exception {
        var queue = new LighthouseQueue(4, 1, Duration.ofMillis(20));

        try (var first = queue.enter(PERFORMANCE)) {
            var refusal = catchThrowableOfType(LighthouseFailure.class, () -> queue.enter(PERFORMANCE));

            assertThat(refusal.code()).isEqualTo(LighthouseFailure.Code.LIGHTHOUSE_BUSY);
            assertThat(refusal.retryable()).isTrue();
            assertThat(first.alone()).isTrue();
        }
        try (var later = queue.enter(PERFORMANCE)) {
            assertThat(later.alone()).isTrue();
        }
    }

    @Test
    void otherRunsShareThePlacesThatAreLeftAndAreNotAlone() throws Exception {
        var queue = new LighthouseQueue(2, 1, Duration.ofMillis(20));

        try (var scored = queue.enter(PERFORMANCE);
                var other = queue.enter(OTHER)) {
            assertThat(scored.alone()).isFalse();
            assertThat(other.alone()).isFalse();
            assertThat(catchThrowableOfType(LighthouseFailure.class, () -> queue.enter(OTHER)).code())
                    .isEqualTo(LighthouseFailure.Code.LIGHTHOUSE_BUSY);
        }
    }

    @Test
    void aRefusedPerformanceRunGivesItsPermitBack() throws Exception {
        var queue = new LighthouseQueue(1, 1, Duration.ofMillis(20));
        try (var holder = queue.enter(OTHER)) {
            assertThat(holder.alone()).isTrue();
            assertThatThrownBy(() -> queue.enter(PERFORMANCE)).isInstanceOf(LighthouseFailure.class);
        }

        try (var next = queue.enter(PERFORMANCE)) {
            assertThat(next.alone()).isTrue();
        }
    }

    @Test
    void anInterruptEndsTheWaitAndStaysSet() throws Exception {
        var queue = new LighthouseQueue(1, 1, Duration.ofSeconds(30));
        try (var holder = queue.enter(OTHER)) {
            assertThat(holder.alone()).isTrue();
            Thread.currentThread().interrupt();

            var failure = catchThrowableOfType(LighthouseFailure.class, () -> queue.enter(OTHER));

            assertThat(Thread.interrupted()).isTrue();
            assertThat(failure.code()).isEqualTo(LighthouseFailure.Code.LIGHTHOUSE_CANCELLED);
        }
    }
}
