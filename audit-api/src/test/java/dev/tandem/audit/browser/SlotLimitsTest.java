package dev.tandem.audit.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.audit.browser.SlotLimits.SlotWear;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SlotLimitsTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final SlotLimits LIMITS =
            new SlotLimits(250, Duration.ofMinutes(30), 700_000_000, Duration.ofMinutes(10), Duration.ofMinutes(30));

    @Test
    void aYoungSlotIsUsedAgain() {
        assertThat(LIMITS.due(new SlotWear(249, START, 700_000_000), START.plusSeconds(30 * 60 - 1))).isEmpty();
    }

    @Test
    void aSlotIsReplacedAfterItsVisitsItsTimeOrItsMemory() {
        assertThat(LIMITS.due(new SlotWear(250, START, 0), START)).contains(Retirement.VISITS);
        assertThat(LIMITS.due(new SlotWear(1, START, 0), START.plusSeconds(30 * 60))).contains(Retirement.AGE);
        assertThat(LIMITS.due(new SlotWear(1, START, 700_000_001), START)).contains(Retirement.MEMORY);
    }

    @Test
    void idleAndUnusedAreMeasuredFromTheLastUse() {
        assertThat(LIMITS.idleTooLong(START, START.plusSeconds(599))).isFalse();
        assertThat(LIMITS.idleTooLong(START, START.plusSeconds(600))).isTrue();
        assertThat(LIMITS.unusedTooLong(START, START.plusSeconds(1799))).isFalse();
        assertThat(LIMITS.unusedTooLong(START, START.plusSeconds(1800))).isTrue();
    }
}
