package dev.tandem.common.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.common.testing.RealRedis;
import dev.tandem.common.testing.Request;
import dev.tandem.common.testing.StandInIssuer;
import dev.tandem.common.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Behind a proxy that ends TLS, as docs/operations.md describes it.
@QuarkusTest
@QuarkusTestResource(RealRedis.class)
@QuarkusTestResource(StandInIssuer.class)
@TestProfile(BehindProxyTest.TrustedProxy.class)
class BehindProxyTest {

    @TestHTTPResource URI address = URI.create("");

    /// The tests themselves are the proxy.
    public static class TrustedProxy implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.http.proxy.proxy-address-forwarding",
                    "true",
                    "quarkus.http.proxy.trusted-proxies",
                    "127.0.0.0/8,::1");
        }
    }

    @Test
    void signsAPersonInOverTheProxysTlsWithASecureCookie() {
        // Given
        var form = Request.anonymous().header("Origin", "https://localhost").header("X-Forwarded-Proto", "https");

        // When
        var answer = form.form("code", TestTokens.signInCode()).post("/sign-in");

        // Then
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).isEqualTo("https://localhost/");
        assertThat(answer.header("Set-Cookie")).containsIgnoringCase("Secure").contains("SameSite=Strict");
    }

    @Test
    void knowsAPortOfTheProxysByItsHeader() {
        // Given
        var form =
                Request.anonymous()
                        .header("Origin", "https://localhost:8443")
                        .header("X-Forwarded-Proto", "https")
                        .header("X-Forwarded-Port", "8443");

        // When
        var answer = form.form("code", TestTokens.signInCode()).post("/sign-in");

        // Then
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).isEqualTo("https://localhost:8443/");
    }

    @Test
    void refusesTheFormOfAnotherSite() {
        // Given
        var form = Request.anonymous().header("Origin", "https://elsewhere.test").header("X-Forwarded-Proto", "https");

        // When
        var answer = form.form("code", TestTokens.signInCode()).post("/sign-in");

        // Then
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("Set-Cookie")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "evil.test, X-Forwarded-Host: localhost, 421",
        "evil.test, Forwarded: host=localhost;proto=https, 421",
        "evil.test, X-Forwarded-Proto: https, 421",
        "localhost, X-Forwarded-Host: evil.test, 200",
        "localhost, Forwarded: host=evil.test, 200"
    })
    void goesByTheHostThatWasAskedForWhateverElseIsSaid(String host, String header, int status) throws IOException {
        // When
        var answer = ask("Host: " + host + "\r\n" + header);

        // Then
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    }

    /// Over a plain socket, because HTTP clients insist on a Host of their own.
    private String ask(String headers) throws IOException {
        try (var socket = new Socket("localhost", address.getPort())) {
            var request = "GET /q/health/live HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
