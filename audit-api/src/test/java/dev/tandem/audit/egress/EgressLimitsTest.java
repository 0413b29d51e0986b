package dev.tandem.audit.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EgressLimitsTest {

    @Test
    void hasWorkingLimitsWithoutAnySetting() {
        assertThat(limits(Map.of()))
                .isEqualTo(
                        new EgressLimits(
                                300,
                                64,
                                100L << 20,
                                5L << 20,
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(10)));
    }

    @Test
    void takesTheOperatorsLimits() {
        // When
        var limits =
                limits(
                        Map.of(
                                "audit.egress.connections", "7",
                                "audit.egress.connections-at-once", "3",
                                "audit.egress.bytes-down", "1G",
                                "audit.egress.bytes-up", "64K",
                                "audit.egress.idle-timeout", "5s"));

        // Then
        assertThat(limits.connections()).isEqualTo(7);
        assertThat(limits.connectionsAtOnce()).isEqualTo(3);
        assertThat(limits.bytesDown()).isEqualTo(1L << 30);
        assertThat(limits.bytesUp()).isEqualTo(64L << 10);
        assertThat(limits.idleTimeout()).isEqualTo(Duration.ofSeconds(5));
    }

    private static EgressLimits limits(Map<String, String> settings) {
        var config =
                new SmallRyeConfigBuilder()
                        .addDiscoveredConverters()
                        .withMapping(EgressConfig.class)
                        .withDefaultValues(settings)
                        .build();
        return EgressLimits.from(config.getConfigMapping(EgressConfig.class));
    }
}
