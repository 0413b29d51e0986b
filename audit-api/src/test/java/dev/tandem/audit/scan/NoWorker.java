package dev.tandem.audit.scan;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/// Scans are accepted and stay where they are; the queue moves only when a test moves it.
public class NoWorker implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("audit.roles", "api", "quarkus.scheduler.enabled", "false");
    }
}
