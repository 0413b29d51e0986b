package dev.tandem.jobs.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSecretTest {

    @Test
    void signsAsTheSpecificationsOwnExample() {
        // Given
        var secret = new WebhookSecret(Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));

        // When
        var signature =
                secret.signature(
                        "msg_p5jXN8AQM9LWM0D4loKWxJek", Instant.ofEpochSecond(1_614_265_330), "{\"test\": 2432232314}");

        // Then
        assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void isLongRandomAndKeptOutOfLogs() {
        var secret = WebhookSecret.create();

        assertThat(secret.shown()).startsWith("whsec_").hasSize(50).isNotEqualTo(WebhookSecret.create().shown());
        assertThat(secret.toString()).isEqualTo("WebhookSecret");
        assertThat(FeedToken.create().toString()).isEqualTo("FeedToken");
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 7", "1, 1, 10", "2, 1, 40", "3, 1, 160", "9, 1, 3600", "9, 0, 2520"})
    void waitsLongerAfterEachFailureAndNeverTooLong(int failures, double chance, long seconds) {
        assertThat(Backoff.after(failures, Duration.ofSeconds(10), Duration.ofHours(1), chance))
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hooks",
                "ftp://example.org/",
                "https:///x",
                "https://me:secret@example.org/",
                "http://a b/"
            })
    void takesOnlyAddressesOfTheWeb(String address) {
        assertThatThrownBy(() -> WebhookUrl.parse(address)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"https://example.org/x, 443", "http://example.org, 80", "https://example.org:8443/, 8443"})
    void knowsThePortToDial(String address, int port) {
        assertThat(WebhookUrl.parse(address).port()).isEqualTo(port);
    }
}
