package dev.tandem.common.testing;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/// An OpenID provider on loopback: discovery, and one RSA and one EC key.
public class StandInIssuer implements QuarkusTestResourceLifecycleManager {

    /// What tokens must name as their audience.
    public static final String AUDIENCE = "tandem-users";

    private static final RsaJsonWebKey RSA = rsa("rsa-1");
    private static final RsaJsonWebKey FOREIGN = rsa("rsa-1");
    private static final EllipticCurveJsonWebKey EC = ec();

    private static @Nullable String issuer;
    private @Nullable HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        var address = "http://127.0.0.1:" + server.getAddress().getPort();
        answer(
                server,
                "/.well-known/openid-configuration",
                """
                {"issuer":"%1$s","jwks_uri":"%1$s/keys","authorization_endpoint":"%1$s/authorize",
                 "token_endpoint":"%1$s/token","subject_types_supported":["public"],
                 "response_types_supported":["code"],"id_token_signing_alg_values_supported":["RS256","ES256"]}\
                """
                        .formatted(address));
        answer(server, "/keys", new JsonWebKeySet(List.of(RSA, EC)).toJson());
        server.start();
        issuer = address;
        return Map.of("tandem.security.oidc.issuer", address, "tandem.security.oidc.audience", AUDIENCE);
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    /// The issuer's address, once started.
    public static String issuer() {
        if (issuer == null) {
            throw new IllegalStateException("The issuer has not been started.");
        }
        return issuer;
    }

    /// Signs with the provider's RSA key, RS256.
    public static String signRs256(JwtClaimsBuilder claims) {
        return claims.jws().keyId(RSA.getKeyId()).algorithm(SignatureAlgorithm.RS256).sign(RSA.getPrivateKey());
    }

    /// Signs with the provider's EC key, ES256.
    public static String signEs256(JwtClaimsBuilder claims) {
        return claims.jws().keyId(EC.getKeyId()).algorithm(SignatureAlgorithm.ES256).sign(EC.getPrivateKey());
    }

    /// Signs with the provider's RSA key, but as PS256, which is not among the algorithms that we take.
    public static String signPs256(JwtClaimsBuilder claims) {
        return claims.jws().keyId(RSA.getKeyId()).algorithm(SignatureAlgorithm.PS256).sign(RSA.getPrivateKey());
    }

    /// Signs exactly these claims, RS256; the builder would add an expiry of its own.
    public static String signClaims(JwtClaims claims) {
        try {
            var token = new JsonWebSignature();
            token.setPayload(claims.toJson());
            token.setKey(RSA.getPrivateKey());
            token.setKeyIdHeaderValue(RSA.getKeyId());
            token.setAlgorithmHeaderValue("RS256");
            return token.getCompactSerialization();
        } catch (JoseException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /// Signs with somebody else's key under the provider's key id.
    public static String signForeign(JwtClaimsBuilder claims) {
        return claims.jws().keyId(RSA.getKeyId()).algorithm(SignatureAlgorithm.RS256).sign(FOREIGN.getPrivateKey());
    }

    /// The provider's public RSA key, which everybody can have.
    public static RSAPublicKey rsaPublicKey() {
        return RSA.getRsaPublicKey();
    }

    private static void answer(HttpServer server, String path, String json) {
        server.createContext(
                path,
                exchange -> {
                    var body = json.getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().add("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, body.length);
                    try (var out = exchange.getResponseBody()) {
                        out.write(body);
                    }
                });
    }

    private static RsaJsonWebKey rsa(String id) {
        try {
            var key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId(id);
            return key;
        } catch (JoseException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static EllipticCurveJsonWebKey ec() {
        try {
            var key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId("ec-1");
            return key;
        } catch (JoseException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
