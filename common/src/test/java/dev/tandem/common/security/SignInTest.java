package dev.tandem.common.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.common.testing.RealRedis;
import dev.tandem.common.testing.Request;
import dev.tandem.common.testing.StandInIssuer;
import dev.tandem.common.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// How people come in, with a link and a cookie.
@QuarkusTest
@QuarkusTestResource(RealRedis.class)
@QuarkusTestResource(StandInIssuer.class)
class SignInTest {

    @Test
    void signsAPersonInOnceAndGuardsWhatTheyChange() {
        var code = TestTokens.signInCode();
        assertThat(Request.anonymous().get("/sign-in?code=" + code).text()).contains("<button").contains(code);

        var answer = Request.anonymous().form("code", code).post("/sign-in");
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Set-Cookie")).containsIgnoringCase("HttpOnly").contains("SameSite=Strict");
        var session = Objects.requireNonNull(answer.cookie("common_session"));
        assertThat(Request.anonymous().form("code", code).post("/sign-in").status()).isEqualTo(403);

        assertThat(Request.anonymous().cookie("common_session", session).get("/probe").json().text("strategy"))
                .isEqualTo("SESSION");
        var body = "{\"url\":\"a\",\"count\":1}";
        var unguarded = Request.anonymous().cookie("common_session", session).body(body);
        assertThat(unguarded.post("/probe").json().text("code")).isEqualTo("CSRF_TOKEN_MISSING");
        var guarded = Request.anonymous().cookie("common_session", session).header("X-CSRF-Token", csrfOf(session));
        assertThat(guarded.body(body).post("/probe").status()).isEqualTo(200);
        assertThat(Request.bearer(session).get("/probe").status()).as("a session is no bearer token").isEqualTo(401);
        assertThat(Request.anonymous().cookie("common_session", TestTokens.admin()).get("/probe").status())
                .isEqualTo(401);
    }

    @Test
    void aPersonWhoIsSignedInMayFollowAnotherLink() {
        // Given
        var first = Request.anonymous().form("code", TestTokens.signInCode()).post("/sign-in");
        var session = Objects.requireNonNull(first.cookie("common_session"));

        // When
        var again =
                Request.anonymous()
                        .cookie("common_session", session)
                        .form("code", TestTokens.signInCode())
                        .post("/sign-in");

        // Then
        assertThat(again.status()).isEqualTo(303);
        assertThat(again.cookie("common_session")).isNotNull().isNotEqualTo(session);
    }

    @Test
    void showsAPersonTheWayIn() {
        var answer = Request.anonymous().header("Accept", "text/html,*/*").get("/");

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).endsWith("/sign-in");
    }

    private static String csrfOf(String session) {
        var payload = new String(Base64.getUrlDecoder().decode(session.split("\\.")[1]), StandardCharsets.UTF_8);
        return new io.vertx.core.json.JsonObject(payload).getString("csrf");
    }
}
