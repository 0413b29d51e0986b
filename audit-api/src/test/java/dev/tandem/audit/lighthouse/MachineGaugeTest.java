package dev.tandem.audit.lighthouse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MachineGaugeTest {

    private final MachineGauge gauge = new MachineGauge(0.6);

    @Test
    void theFirstLonelyRunCalibratesAndIsNotContended() {
        assertThat(gauge.contended(3000, true)).isFalse();

        assertThat(gauge.contended(1700, false)).isTrue();
        assertThat(gauge.contended(1900, false)).isFalse();
    }

    @Test
    void aFasterLonelyRunCorrectsTheCalibration() {
        gauge.contended(1000, true);
        gauge.contended(3000, true);

        assertThat(gauge.contended(1000, true)).isTrue();
    }

    @Test
    void aRunBesideOthersNeverCalibrates() {
        gauge.contended(1000, true);
        gauge.contended(9000, false);

        assertThat(gauge.contended(900, true)).isFalse();
    }
}
