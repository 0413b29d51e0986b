package dev.tandem.bench.stage;

import java.nio.charset.StandardCharsets;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/// What opens the services that are started here.
public final class AdminToken {

    private AdminToken() {}

    /// @param scope such as `jobs:read jobs:write`
    /// @return good for a day
    public static String of(String tenant, String scope) {
        var claims = new JwtClaims();
        claims.setSubject("benchmarks");
        claims.setStringClaim("tenant", tenant);
        claims.setStringClaim("scope", scope);
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(24 * 60);
        var signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        signature.setKey(new HmacKey(ServiceProcess.SECRET.getBytes(StandardCharsets.UTF_8)));
        signature.setPayload(claims.toJson());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
