package dev.tandem.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.Test;

class TokensTest {

    private static final String SECRET = "s".repeat(43);
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final Tokens tokens = new Tokens(SECRET, InstantSource.fixed(NOW));

    @Test
    void signsADevelopmentTokenWithEveryScopeForSevenDays() throws Exception {
        // When
        var claims = verified(tokens.development(), new JwtConsumerBuilder());

        // Then
        assertThat(claims.getSubject()).isEqualTo("developer");
        assertThat(claims.getStringClaimValue("tenant")).isEqualTo("default");
        assertThat(claims.getStringClaimValue("scope")).isEqualTo("audit:read audit:write jobs:read jobs:write admin");
        assertThat(claims.getIssuedAt().getValue()).isEqualTo(NOW.getEpochSecond());
        assertThat(claims.getExpirationTime().getValue()).isEqualTo(NOW.getEpochSecond() + 7 * 24 * 3_600);
        assertThat(claims.getJwtId()).isNotBlank();
        assertThat(claims.hasAudience()).isFalse();
    }

    @Test
    void signsACodeThatIsGoodForSigningInAlone() throws Exception {
        // When
        var claims = verified(tokens.signInCode(), new JwtConsumerBuilder().setExpectedAudience("sign-in"));

        // Then
        assertThat(claims.getSubject()).isEqualTo("developer");
        assertThat(claims.getExpirationTime().getValue()).isEqualTo(NOW.getEpochSecond() + 15 * 60);
    }

    @Test
    void givesEveryCodeItsOwnId() throws Exception {
        // When
        var first = verified(tokens.signInCode(), new JwtConsumerBuilder().setExpectedAudience("sign-in"));
        var second = verified(tokens.signInCode(), new JwtConsumerBuilder().setExpectedAudience("sign-in"));

        // Then
        assertThat(first.getJwtId()).isNotEqualTo(second.getJwtId());
    }

    private static JwtClaims verified(String token, JwtConsumerBuilder consumer) throws Exception {
        return consumer.setVerificationKey(new HmacKey(SECRET.getBytes(StandardCharsets.UTF_8)))
                .setJwsAlgorithmConstraints(
                        AlgorithmConstraints.ConstraintType.PERMIT, AlgorithmIdentifiers.HMAC_SHA256)
                .setEvaluationTime(NumericDate.fromSeconds(NOW.getEpochSecond()))
                .setRequireExpirationTime()
                .setRequireSubject()
                .build()
                .processToClaims(token);
    }
}
