package dev.tandem.common.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.common.testing.Answer;
import dev.tandem.common.testing.RealRedis;
import dev.tandem.common.testing.Request;
import dev.tandem.common.testing.StandInIssuer;
import dev.tandem.common.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@QuarkusTestResource(RealRedis.class)
@QuarkusTestResource(StandInIssuer.class)
class SecurityTest {

    private static final String REFUSAL =
            "{\"type\":\"urn:tandem:problem:unauthenticated\",\"title\":\"A valid bearer token or session is needed.\","
                    + "\"status\":401,\"code\":\"UNAUTHENTICATED\"}";

    @TestHTTPResource URI address = URI.create("");

    @Test
    void recognisesEachStrategyByItsToken() {
        assertThat(whoAmI(TestTokens.admin("acme")).json().map(""))
                .isEqualTo(java.util.Map.of("subject", "developer", "tenant", "acme", "strategy", "ADMIN_TOKEN"));
        var least = hmac("\"sub\":\"a\"," + issue() + "," + expiry(), TestTokens.ADMIN_SECRET);
        assertThat(whoAmI(least).json().text("tenant")).isEqualTo("default");
        assertThat(whoAmI(service(serviceClaims())).json().text("strategy")).isEqualTo("SERVICE");
        assertThat(whoAmI(StandInIssuer.signRs256(userClaims())).json().text("strategy")).isEqualTo("USER");
        assertThat(whoAmI(StandInIssuer.signEs256(userClaims())).json().text("tenant")).isEqualTo("default");
    }

    static Stream<Arguments> worthless() {
        var admin = TestTokens.key(TestTokens.ADMIN_SECRET);
        var past = Instant.now().minusSeconds(60);
        return Stream.of(
                Arguments.of("no signature at all", unsigned("none")),
                Arguments.of("no signature, claiming HS256", unsigned("HS256")),
                Arguments.of("not a token", "abc"),
                Arguments.of("empty", ""),
                Arguments.of("admin: foreign secret", TestTokens.adminClaims().sign(TestTokens.key("x".repeat(40)))),
                Arguments.of("admin: expired", Jwt.claims().subject("a").expiresAt(past).sign(admin)),
                Arguments.of("admin: not yet valid", notYet(TestTokens.adminClaims()).sign(admin)),
                Arguments.of("admin: no sub", Jwt.claims().expiresIn(60).sign(admin)),
                Arguments.of("admin: empty sub", Jwt.claims().subject("").expiresIn(60).sign(admin)),
                Arguments.of("admin: blank sub", Jwt.claims().subject("  ").expiresIn(60).sign(admin)),
                Arguments.of("admin: no exp", hmac("\"sub\":\"a\"," + issue(), TestTokens.ADMIN_SECRET)),
                Arguments.of("admin: no iat", hmac("\"sub\":\"a\"," + expiry(), TestTokens.ADMIN_SECRET)),
                Arguments.of("admin: blank tenant", TestTokens.adminClaims().claim("tenant", " ").sign(admin)),
                Arguments.of("admin: tenant of a wrong kind", TestTokens.adminClaims().claim("tenant", 7).sign(admin)),
                Arguments.of("admin: for an audience", TestTokens.adminClaims().audience("common").sign(admin)),
                Arguments.of("a sign-in code as a bearer", TestTokens.signInCode()),
                Arguments.of("service token under the admin secret", serviceClaims().sign(admin)),
                Arguments.of("admin token under the service secret", service(TestTokens.adminClaims())),
                Arguments.of("service: wrong audience", service(serviceClaims().audience("other"))),
                Arguments.of("service: expired", service(serviceClaims().expiresAt(past))),
                Arguments.of("service: not yet valid", service(notYet(serviceClaims()))),
                Arguments.of("service: no sub", service(Jwt.claims().audience("common").expiresIn(60))),
                Arguments.of("service: empty sub", service(serviceClaims().subject(""))),
                Arguments.of(
                        "service: no exp",
                        hmac("\"sub\":\"a\",\"aud\":\"common\"," + issue(), TestTokens.SERVICE_SECRET)),
                Arguments.of("user: HS256 under the public RSA key", confused()),
                Arguments.of("user: PS256", StandInIssuer.signPs256(userClaims())),
                Arguments.of("user: foreign key", StandInIssuer.signForeign(userClaims())),
                Arguments.of("user: wrong issuer", StandInIssuer.signRs256(userClaims().issuer("https://evil.test"))),
                Arguments.of("user: wrong audience", StandInIssuer.signRs256(userClaims().audience("other"))),
                Arguments.of("user: expired", StandInIssuer.signRs256(userClaims().expiresAt(past))),
                Arguments.of("user: not yet valid", StandInIssuer.signRs256(notYet(userClaims()))),
                Arguments.of("user: no sub", StandInIssuer.signRs256(userClaims().remove("sub"))),
                Arguments.of("user: empty sub", StandInIssuer.signRs256(userClaims().subject(""))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("worthless")
    void refusesAWorthlessTokenWithTheSameBody(String why, String token) {
        var answer = whoAmI(token);

        assertThat(answer.status()).as(why).isEqualTo(401);
        assertThat(answer.text()).isEqualTo(REFUSAL);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }

    @Test
    void refusesAUsersTokenThatNeverExpires() throws Exception {
        var claims = new org.jose4j.jwt.JwtClaims();
        claims.setSubject("a");
        claims.setIssuedAtToNow();
        claims.setIssuer(StandInIssuer.issuer());
        claims.setAudience(StandInIssuer.AUDIENCE);

        var answer = whoAmI(StandInIssuer.signClaims(claims));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text()).isEqualTo(REFUSAL);
    }

    @Test
    void refusesWhoeverShowsNothingOrAnotherScheme() {
        assertThat(Request.anonymous().get("/probe").text()).isEqualTo(REFUSAL);
        assertThat(Request.anonymous().header("Authorization", "Basic YTpi").get("/probe").text()).isEqualTo(REFUSAL);
        assertThat(Request.anonymous().post("/nowhere").text()).isEqualTo(REFUSAL);
        assertThat(Request.anonymous().get("/q/metrics").status()).isEqualTo(401);
        assertThat(Request.anonymous().get("/q/openapi").status()).isEqualTo(200);
        assertThat(Request.anonymous().get("/q/health/live").status()).isEqualTo(200);
    }

    @Test
    void answersOnlyForItsOwnHosts() throws Exception {
        for (var path : new String[] {"/probe", "/q/health/live", "/static/favicon.svg", "/sign-in", "/nowhere"}) {
            assertThat(askAs("evil.test", path))
                    .as(path)
                    .startsWith("HTTP/1.1 421 ")
                    .contains("application/problem+json")
                    .contains("MISDIRECTED");
        }
        assertThat(askAs("localhost.evil.test", "/q/health/live")).startsWith("HTTP/1.1 421 ");
        assertThat(askAs("", "/q/health/live")).startsWith("HTTP/1.1 4").doesNotContain("UP");
        assertThat(askAs("LOCALHOST:1234", "/q/health/live")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void keepsAScopeToWhatItAllows() {
        assertThat(Request.bearer(TestTokens.scoped("jobs:read")).get("/probe/jobs").status()).isEqualTo(200);
        assertThat(Request.bearer(TestTokens.admin()).get("/probe/jobs").status()).isEqualTo(200);
        var answer = Request.bearer(TestTokens.scoped("audit:read")).get("/probe/jobs");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().text("code")).isEqualTo("FORBIDDEN");
    }

    @Test
    void tellsWhatIsWrongAsAProblemDocument() {
        var broken = Request.bearer(TestTokens.admin()).get("/probe/broken");
        assertThat(broken.status()).isEqualTo(500);
        assertThat(broken.text()).doesNotContain("select", "hunter2", "Exception");
        assertThat(broken.json().text("incident")).hasSize(8);

        assertProblem(post("{\"count\":1}"), 400, "INVALID_REQUEST", "url");
        assertProblem(post("{\"url\":\"a\",\"count\":\"x\"}"), 400, "INVALID_REQUEST", "count");
        assertProblem(post("{\"url\":"), 400, "MALFORMED_BODY", null);
        assertProblem(authenticated().get("/probe/refused"), 400, "INVALID_REQUEST", "url");
        assertProblem(authenticated().get("/nowhere"), 404, "NOT_FOUND", null);
        assertProblem(authenticated().delete("/probe"), 405, "METHOD_NOT_ALLOWED", null);
        assertProblem(
                authenticated().header("Content-Type", "text/plain").body("x").post("/probe"),
                415,
                "UNSUPPORTED_MEDIA_TYPE",
                null);
    }

    private static Answer whoAmI(String token) {
        return Request.bearer(token).get("/probe");
    }

    private static Request authenticated() {
        return Request.bearer(TestTokens.admin());
    }

    private static Answer post(String body) {
        return authenticated().body(body).post("/probe");
    }

    private static void assertProblem(
            Answer answer, int status, String code, @org.jspecify.annotations.Nullable String field) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.text()).startsWith("{\"type\"");
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().text("code")).isEqualTo(code);
        if (field != null) {
            assertThat(answer.json().text("errors[0].field")).isEqualTo(field);
        }
    }

    /// Over a plain socket, because HTTP clients insist on a Host of their own.
    private String askAs(String host, String path) throws IOException {
        try (var socket = new Socket("localhost", address.getPort())) {
            var request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static JwtClaimsBuilder serviceClaims() {
        return Jwt.claims().subject("job-api").audience("common").expiresIn(60);
    }

    private static String service(JwtClaimsBuilder claims) {
        return claims.sign(TestTokens.key(TestTokens.SERVICE_SECRET));
    }

    private static JwtClaimsBuilder userClaims() {
        return Jwt.claims()
                .subject("user-1")
                .issuer(StandInIssuer.issuer())
                .audience(StandInIssuer.AUDIENCE)
                .expiresIn(60);
    }

    private static JwtClaimsBuilder notYet(JwtClaimsBuilder claims) {
        return claims.claim("nbf", Instant.now().plusSeconds(60).getEpochSecond());
    }

    private static String unsigned(String algorithm) {
        var claims = "{\"sub\":\"a\"," + issue() + "," + expiry() + "}";
        return base64("{\"alg\":\"" + algorithm + "\"}") + "." + base64(claims) + ".";
    }

    private static String issue() {
        return "\"iat\":" + Instant.now().getEpochSecond();
    }

    private static String expiry() {
        return "\"exp\":" + Instant.now().plusSeconds(60).getEpochSecond();
    }

    private static String hmac(String claims, String secret) {
        return hmac(claims, secret.getBytes(StandardCharsets.UTF_8));
    }

    /// The oldest trick: sign with the public key's bytes as if they were a shared secret.
    private static String confused() {
        var claims =
                "\"sub\":\"a\",\"iss\":\"%s\",\"aud\":\"%s\",%s,%s"
                        .formatted(StandInIssuer.issuer(), StandInIssuer.AUDIENCE, issue(), expiry());
        return hmac(claims, StandInIssuer.rsaPublicKey().getEncoded());
    }

    private static String hmac(String claims, byte[] key) {
        var content = base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + base64("{" + claims + "}");
        try {
            var mac = javax.crypto.Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            var signature = mac.doFinal(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
