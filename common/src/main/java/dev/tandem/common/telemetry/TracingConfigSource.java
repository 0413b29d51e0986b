package dev.tandem.common.telemetry;

import io.smallrye.config.common.MapBackedConfigSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Understands the variables that OpenTelemetry's specification names, such as `OTEL_EXPORTER_OTLP_ENDPOINT`; Quarkus
/// has its own names for them. Without an endpoint nothing is traced at all: Quarkus alone would send to localhost.
///
/// A service that can trace names this class for the service loader.
public class TracingConfigSource extends MapBackedConfigSource {

    /// Below application.properties: whoever sets Quarkus' own keys is right.
    private static final int ORDINAL = 200;

    private static final Map<String, String> NAMES =
            Map.of(
                    "OTEL_SDK_DISABLED", "quarkus.otel.sdk.disabled",
                    "OTEL_SERVICE_NAME", "quarkus.otel.service.name",
                    "OTEL_RESOURCE_ATTRIBUTES", "quarkus.otel.resource.attributes",
                    "OTEL_TRACES_SAMPLER_ARG", "quarkus.otel.traces.sampler.arg",
                    "OTEL_EXPORTER_OTLP_ENDPOINT", "quarkus.otel.exporter.otlp.endpoint",
                    "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "quarkus.otel.exporter.otlp.traces.endpoint",
                    "OTEL_EXPORTER_OTLP_HEADERS", "quarkus.otel.exporter.otlp.headers",
                    "OTEL_EXPORTER_OTLP_TRACES_HEADERS", "quarkus.otel.exporter.otlp.traces.headers",
                    "OTEL_EXPORTER_OTLP_PROTOCOL", "quarkus.otel.exporter.otlp.protocol",
                    "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "quarkus.otel.exporter.otlp.traces.protocol");

    public TracingConfigSource() {
        this(System::getenv);
    }

    TracingConfigSource(Function<String, @Nullable String> environment) {
        super("OTEL_*", properties(environment), ORDINAL);
    }

    private static Map<String, String> properties(Function<String, @Nullable String> environment) {
        var found = new HashMap<String, String>();
        NAMES.forEach((variable, key) -> {
            var value = environment.apply(variable);
            if (value != null && !value.isBlank()) {
                found.put(key, value.strip());
            }
        });
        if (!found.containsKey("quarkus.otel.exporter.otlp.endpoint")
                && !found.containsKey("quarkus.otel.exporter.otlp.traces.endpoint")) {
            found.put("quarkus.otel.sdk.disabled", "true");
        }
        return Map.copyOf(found);
    }
}
