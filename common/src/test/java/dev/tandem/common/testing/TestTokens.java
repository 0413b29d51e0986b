package dev.tandem.common.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.util.UUID;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// Tokens for tests, signed with secrets that no installation has.
public final class TestTokens {

    /// What tests set as `ADMIN_SESSION_SECRET`.
    public static final String ADMIN_SECRET = "tests-only-admin-secret-0123456789abcdef";

    /// What tests set as `SERVICE_TOKEN_SECRET`.
    public static final String SERVICE_SECRET = "tests-only-service-secret-0123456789abcdef";

    private TestTokens() {}

    /// An admin's bearer token of the default tenant with every scope.
    public static String admin() {
        return admin("default");
    }

    /// An admin's bearer token of that tenant with every scope.
    public static String admin(String tenant) {
        return adminClaims().claim("tenant", tenant).sign(key(ADMIN_SECRET));
    }

    /// An admin's bearer token with these scopes only, separated by blanks.
    public static String scoped(String scopes) {
        return adminClaims().claim("scope", scopes).sign(key(ADMIN_SECRET));
    }

    /// A code as the launcher prints it in a sign-in link.
    public static String signInCode() {
        return signInCode("default");
    }

    /// A code that signs somebody of that tenant in.
    public static String signInCode(String tenant) {
        return adminClaims()
                .claim("tenant", tenant)
                .audience("sign-in")
                .claim("jti", UUID.randomUUID().toString())
                .expiresIn(900)
                .sign(key(ADMIN_SECRET));
    }

    /// A token's claims that still want a signature.
    public static JwtClaimsBuilder adminClaims() {
        return Jwt.claims().subject("developer").expiresIn(600);
    }

    /// The key that a secret makes.
    public static SecretKey key(String secret) {
        return new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256");
    }
}
