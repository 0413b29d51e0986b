package dev.tandem.audit.lighthouse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MachineGaugeTest {

    private final MachineGauge gauge = new MachineGauge(0.6);

    @Test
    void aRunFarBelowTheBestThatWasSeenIsContended() {
        assertThat(gauge.contended(3000)).isFalse();

        assertThat(gauge.contended(1700)).isTrue();
        assertThat(gauge.contended(1900)).isFalse();
    }

    @Test
    void aFirstRunOnABusyMachineHidesContentionOnlyUntilABetterOneIsSeen() {
        // Given: a service that starts into a backlog.
        assertThat(gauge.contended(1000)).isFalse();
        assertThat(gauge.contended(950)).as("nothing better is known yet").isFalse();

        // When: the machine was quieter for one run, whatever ran beside it.
        assertThat(gauge.contended(3000)).isFalse();

        // Then
        assertThat(gauge.contended(1000)).isTrue();
    }
}
