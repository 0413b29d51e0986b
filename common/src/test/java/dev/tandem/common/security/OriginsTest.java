package dev.tandem.common.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.common.testing.RealRedis;
import dev.tandem.common.testing.Request;
import dev.tandem.common.testing.StandInIssuer;
import dev.tandem.common.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What pages of other origins may do, and our own where somebody has listed their origin, too.
@QuarkusTest
@QuarkusTestResource(RealRedis.class)
@QuarkusTestResource(StandInIssuer.class)
class OriginsTest {

    /// As in application.properties.
    private static final String ALLOWED = "https://dashboard.test";

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"})
    void letsAnAllowedOriginUseEveryMethodThatAResourceCanHave(String method) {
        // Given
        var page = Request.anonymous().header("Origin", ALLOWED);

        // When
        var preflight = page.header("Access-Control-Request-Method", method).send("OPTIONS", "/nowhere");
        var request = page.header("Authorization", "Bearer " + TestTokens.admin()).send(method, "/nowhere");

        // Then
        assertThat(preflight.status()).isEqualTo(200);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo(ALLOWED);
        assertThat(preflight.header("Access-Control-Allow-Methods")).containsPattern("\\b" + method + "\\b");
        assertThat(request.status()).as("reaches the service, which has nothing there").isEqualTo(404);
        assertThat(request.header("Access-Control-Allow-Origin")).isEqualTo(ALLOWED);
    }

    @Test
    void refusesAnOriginThatIsNotAllowed() {
        // Given
        var page = Request.bearer(TestTokens.admin()).header("Origin", "https://elsewhere.test");

        // When
        var answer = page.get("/probe");

        // Then
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
    }

    @Test
    void allowsNoOtherOriginTheHeaderThatWritesWithASession() {
        // Given
        var page = Request.anonymous().header("Origin", ALLOWED).header("Access-Control-Request-Method", "POST");

        // When
        var answer = page.header("Access-Control-Request-Headers", "x-csrf-token").send("OPTIONS", "/probe");

        // Then
        assertThat(answer.header("Access-Control-Allow-Headers"))
                .containsIgnoringCase("authorization")
                .doesNotContainIgnoringCase("x-csrf-token");
    }

    @Test
    void believesNobodyWhoSaysThatThereIsTlsUnlessAProxyIsTrusted() {
        // Given
        var form = Request.anonymous().header("X-Forwarded-Proto", "https").form("code", TestTokens.signInCode());

        // When
        var ofAnotherScheme = form.header("Origin", "https://localhost").post("/sign-in");
        var plain = form.post("/sign-in");

        // Then
        assertThat(ofAnotherScheme.status()).isEqualTo(403);
        assertThat(plain.status()).isEqualTo(303);
        assertThat(plain.header("Set-Cookie")).contains("SameSite=Strict").doesNotContainIgnoringCase("Secure");
    }
}
