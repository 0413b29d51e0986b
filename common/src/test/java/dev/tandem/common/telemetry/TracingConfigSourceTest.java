package dev.tandem.common.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TracingConfigSourceTest {

    @Test
    void tracesNothingUnlessThereIsSomewhereToSendItTo() {
        assertThat(
                        source(Map.of("OTEL_SERVICE_NAME", "audit", "OTEL_SDK_DISABLED", "false"))
                                .getValue("quarkus.otel.sdk.disabled"))
                .isEqualTo("true");
    }

    @Test
    void takesTheVariablesOfTheSpecification() {
        var source =
                source(
                        Map.of(
                                "OTEL_EXPORTER_OTLP_ENDPOINT", " http://collector:4317 ",
                                "OTEL_EXPORTER_OTLP_HEADERS", "api-key=1",
                                "OTEL_SERVICE_NAME", ""));

        assertThat(source.getPropertyNames())
                .containsOnly("quarkus.otel.exporter.otlp.endpoint", "quarkus.otel.exporter.otlp.headers");
        assertThat(source.getValue("quarkus.otel.exporter.otlp.endpoint")).isEqualTo("http://collector:4317");
    }

    @Test
    void canBeSwitchedOffThoughThereIsAnEndpoint() {
        var source =
                source(Map.of("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://collector", "OTEL_SDK_DISABLED", "true"));

        assertThat(source.getValue("quarkus.otel.sdk.disabled")).isEqualTo("true");
    }

    private static TracingConfigSource source(Map<String, String> environment) {
        return new TracingConfigSource(environment::get);
    }
}
