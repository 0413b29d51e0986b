package dev.tandem.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {

    @TempDir Path folder;

    @Test
    void avoidsAPortThatIsTakenAndRemembersItsChoice() throws Exception {
        // Given
        var ports = new Ports(folder.resolve("ports.properties"));
        int chosen;
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {

            // When
            chosen = ports.chosen("postgres", taken.getLocalPort());

            // Then
            assertThat(Ports.isTaken(taken.getLocalPort())).isTrue();
            assertThat(chosen).isNotEqualTo(taken.getLocalPort());
        }
        assertThat(ports.chosen("postgres", 1)).isEqualTo(chosen);
    }

    @Test
    void takesThePortFromTheEnvironment() {
        assertThat(Ports.configured(Map.of("TANDEM_AUDIT_PORT", "9001"), "TANDEM_AUDIT_PORT", 8081)).isEqualTo(9001);
        assertThat(Ports.configured(Map.of(), "TANDEM_AUDIT_PORT", 8081)).isEqualTo(8081);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "0", "65536", "-1"})
    void refusesWhatIsNoPort(String value) {
        assertThatThrownBy(() -> Ports.configured(Map.of("TANDEM_AUDIT_PORT", value), "TANDEM_AUDIT_PORT", 8081))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("TANDEM_AUDIT_PORT is '%s'", value);
    }
}
