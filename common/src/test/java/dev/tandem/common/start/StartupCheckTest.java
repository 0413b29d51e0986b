package dev.tandem.common.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StartupCheckTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @Test
    void startsWithHostsAndSecretsThatAreLongEnough() {
        assertThat(refusal(Map.of())).isNull();
        assertThat(refusal(Map.of("SERVICE_TOKEN_SECRET", "x".repeat(32)))).isNull();
    }

    @Test
    void refusesWithoutHosts() {
        for (var hosts : new String[] {"", "  ", ",", " , "}) {
            assertThat(refusal(Map.of("ALLOWED_HOSTS", hosts))).as("'" + hosts + "'").contains("ALLOWED_HOSTS");
        }
        assertThat(StartupCheck.refusal(name -> null).orElseThrow()).contains("ALLOWED_HOSTS").doesNotContain("\n");
    }

    @Test
    void refusesSecretsThatAreMissingShortOrTheSame() {
        assertThat(refusal(Map.of("ADMIN_SESSION_SECRET", " "))).contains("ADMIN_SESSION_SECRET is not set");
        assertThat(refusal(Map.of("ADMIN_SESSION_SECRET", "x".repeat(31)))).contains("shorter than 32 bytes");
        assertThat(refusal(Map.of("SERVICE_TOKEN_SECRET", "x".repeat(31)))).contains("SERVICE_TOKEN_SECRET is shorter");
        assertThat(refusal(Map.of("SERVICE_TOKEN_SECRET", SECRET))).contains("are the same").doesNotContain(SECRET);
    }

    private static @Nullable String refusal(Map<String, String> changes) {
        var settings = new HashMap<>(Map.of("ALLOWED_HOSTS", "localhost", "ADMIN_SESSION_SECRET", SECRET));
        settings.putAll(changes);
        return StartupCheck.refusal(settings::get).orElse(null);
    }
}
