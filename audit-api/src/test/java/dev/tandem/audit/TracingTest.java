package dev.tandem.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.common.telemetry.TracingConfigSource;
import java.util.ServiceLoader;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;

class TracingTest {

    @Test
    void isOffWhereNobodyNamesACollector() {
        var ours = ServiceLoader.load(ConfigSource.class).stream().map(ServiceLoader.Provider::type).toList();

        assertThat(ours).asList().contains(TracingConfigSource.class);
    }
}
