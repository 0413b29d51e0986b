package dev.tandem.audit.lighthouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
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

        try (var _ = queue.enter(PERFORMANCE)) {
            var refusal = catchThrowableOfType(LighthouseFailure.class, () -> queue.enter(PERFORMANCE));

            assertThat(refusal.code()).isEqualTo(LighthouseFailure.Code.LIGHTHOUSE_BUSY);
            assertThat(refusal.retryable()).isTrue();
        }
        assertThatCode(() -> queue.enter(PERFORMANCE).close())
                .as("the permit is free again")
                .doesNotThrowAnyException();
    }

    @Test
    void otherRunsShareThePlacesThatAreLeft() throws Exception {
        var queue = new LighthouseQueue(2, 1, Duration.ofMillis(20));

        try (var _ = queue.enter(PERFORMANCE);
                var _ = queue.enter(OTHER)) {
            assertThat(catchThrowableOfType(LighthouseFailure.class, () -> queue.enter(OTHER)).code())
                    .isEqualTo(LighthouseFailure.Code.LIGHTHOUSE_BUSY);
        }
    }

    @Test
    void aRefusedPerformanceRunGivesItsPermitBack() throws Exception {
        var queue = new LighthouseQueue(1, 1, Duration.ofMillis(20));
        try (var _ = queue.enter(OTHER)) {
            assertThatThrownBy(() -> queue.enter(PERFORMANCE)).isInstanceOf(LighthouseFailure.class);
        }

        assertThatCode(() -> queue.enter(PERFORMANCE).close()).doesNotThrowAnyException();
    }

    @Test
    void anInterruptEndsTheWaitAndStaysSet() throws Exception {
        var queue = new LighthouseQueue(1, 1, Duration.ofSeconds(30));
        try (var _ = queue.enter(OTHER)) {
            Thread.currentThread().interrupt();

            var failure = catchThrowableOfType(LighthouseFailure.class, () -> queue.enter(OTHER));

            assertThat(Thread.interrupted()).isTrue();
            assertThat(failure.code()).isEqualTo(LighthouseFailure.Code.LIGHTHOUSE_CANCELLED);
        }
    }
}
