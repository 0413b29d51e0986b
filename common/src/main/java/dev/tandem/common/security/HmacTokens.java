package dev.tandem.common.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/// Tokens of one HS256 secret for one audience. `exp`, `iat` and a `sub` are required, `nbf` is honoured, the algorithm
/// is pinned, and a token that names an audience is for nobody else (RFC 7519, section 4.1.3).
final class HmacTokens {

    /// The clocks of two machines differ by this much at most.
    static final int CLOCK_SKEW_SECONDS = 5;

    private final JWTParser parser;
    private final @Nullable String audience;

    /// @param secret at least 32 bytes
    /// @param audience what the token must name; null: the token must name none
    HmacTokens(String secret, @Nullable String audience) {
        this.audience = audience;
        var rules = new JWTAuthContextInfo();
        rules.setSecretVerificationKey(key(secret));
        rules.setSignatureAlgorithm(Set.of(SignatureAlgorithm.HS256));
        rules.setRequiredClaims(Set.of("sub", "exp", "iat"));
        rules.setClockSkew(CLOCK_SKEW_SECONDS);
        if (audience != null) {
            rules.setExpectedAudience(Set.of(audience));
        }
        parser = new DefaultJWTParser(rules);
    }

    static SecretKey key(String secret) {
        return new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256");
    }

    JsonWebToken verify(String token) throws InvalidToken {
        try {
            var claims = parser.parse(token);
            if (audience == null && claims.getAudience() != null && !claims.getAudience().isEmpty()) {
                throw new InvalidToken();
            }
            return claims;
        } catch (ParseException | RuntimeException invalid) {
            throw new InvalidToken();
        }
    }
}
