package dev.tandem.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir Path folder;

    @Test
    void generatesEachSecretOnceForItsOwnerAlone() throws Exception {
        // Given
        var file = folder.resolve("secrets.properties");

        // When
        var first = Secrets.loadOrCreate(file, RANDOM);
        var second = Secrets.loadOrCreate(file, RANDOM);

        // Then
        assertThat(first.adminSession()).matches("[A-Za-z0-9_-]{43}").isNotEqualTo(first.serviceToken());
        assertThat(second).isEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    }

    @Test
    void keepsTheSecretThatIsThereAndAddsTheMissingOne() throws Exception {
        // Given
        var file = folder.resolve("secrets.properties");
        Files.writeString(file, "ADMIN_SESSION_SECRET=" + "x".repeat(43) + "\n");

        // When
        var secrets = Secrets.loadOrCreate(file, RANDOM);

        // Then
        assertThat(secrets.adminSession()).isEqualTo("x".repeat(43));
        assertThat(Files.readString(file)).contains("SERVICE_TOKEN_SECRET=" + secrets.serviceToken());
    }

    @Test
    void letsTheEnvironmentWin() {
        // Given
        var secrets = new Secrets("a".repeat(43), "b".repeat(43));

        // When
        var used = secrets.or(Map.of("ADMIN_SESSION_SECRET", "c".repeat(32)));

        // Then
        assertThat(used).isEqualTo(new Secrets("c".repeat(32), "b".repeat(43)));
    }

    @Test
    void refusesASecretThatIsTooShortForItsAlgorithm() {
        // Given
        var secrets = new Secrets("a".repeat(43), "b".repeat(43));

        // Then
        assertThatThrownBy(() -> secrets.or(Map.of("SERVICE_TOKEN_SECRET", "c".repeat(31))))
                .isInstanceOf(StartFailure.class)
                .hasMessage("SERVICE_TOKEN_SECRET must hold at least 32 bytes.");
    }

    @Test
    void staysOutOfLogs() {
        assertThat(new Secrets("one", "two").toString()).doesNotContain("one", "two");
    }
}
