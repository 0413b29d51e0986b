package dev.tandem.local;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/// Signs what lets a developer in: HS256 JSON Web Tokens under the admin session's secret (its UTF-8 bytes).
final class Tokens {

    static final Duration DEVELOPMENT_LIFE = Duration.ofDays(7);
    static final Duration SIGN_IN_LIFE = Duration.ofMinutes(15);

    private static final String SCOPE = "audit:read audit:write jobs:read jobs:write admin";

    private final HmacKey key;
    private final InstantSource clock;

    Tokens(String secret, InstantSource clock) {
        this.key = new HmacKey(secret.getBytes(StandardCharsets.UTF_8));
        this.clock = clock;
    }

    /// A bearer token with every scope. It names no audience, as admin sessions do.
    String development() {
        return sign(claims(DEVELOPMENT_LIFE));
    }

    /// A code for one sign-in: the services remember its `jti` and take it once.
    String signInCode() {
        var claims = claims(SIGN_IN_LIFE);
        claims.setAudience("sign-in");
        return sign(claims);
    }

    private JwtClaims claims(Duration life) {
        var now = clock.instant();
        var claims = new JwtClaims();
        claims.setSubject("developer");
        claims.setStringClaim("tenant", "default");
        claims.setStringClaim("scope", SCOPE);
        claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
        claims.setExpirationTime(NumericDate.fromSeconds(now.plus(life).getEpochSecond()));
        claims.setJwtId(UUID.randomUUID().toString());
        return claims;
    }

    private String sign(JwtClaims claims) {
        var token = new JsonWebSignature();
        token.setHeader("typ", "JWT");
        token.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        token.setKey(key);
        token.setPayload(claims.toJson());
        try {
            return token.getCompactSerialization();
        } catch (JoseException failure) {
            throw new IllegalStateException("A token could not be signed.", failure);
        }
    }
}
