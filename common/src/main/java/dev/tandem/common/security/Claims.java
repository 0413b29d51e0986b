package dev.tandem.common.security;

import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/// Reads a [Caller] out of a token whose signature, times, issuer and audience have been verified.
final class Claims {

    private static final int MAX_TENANT = 100;
    private static final Set<String> EVERYTHING =
            Set.of("audit:read", "audit:write", "jobs:read", "jobs:write", "admin");

    private Claims() {}

    /// @param defaultScopes what a token may do that has no `scope` claim at all
    static Caller caller(JsonWebToken token, Caller.Strategy strategy, Set<String> defaultScopes) throws InvalidToken {
        var subject = token.getSubject();
        if (subject == null || subject.isBlank()) {
            throw new InvalidToken();
        }
        Object scope = token.getClaim("scope");
        var scopes = scope == null ? defaultScopes : scopes(scope);
        return new Caller(subject, tenant(token.getClaim("tenant")), withAdmin(scopes), strategy);
    }

    private static String tenant(@Nullable Object claim) throws InvalidToken {
        if (claim == null) {
            return Caller.DEFAULT_TENANT;
        }
        var tenant = text(claim);
        // A tenant that can't be read must not fall back to the default one, which is somebody else's.
        if (tenant == null || tenant.isBlank() || tenant.length() > MAX_TENANT) {
            throw new InvalidToken();
        }
        return tenant;
    }

    /// RFC 8693 has scopes in one string, separated by blanks; some providers send an array.
    private static Set<String> scopes(Object claim) {
        var scopes = new LinkedHashSet<String>();
        Collection<?> parts =
                switch (claim) {
                    case JsonArray array -> array;
                    case Collection<?> collection -> collection;
                    default -> Set.of(claim);
                };
        for (var part : parts) {
            var text = text(part);
            if (text != null) {
                Arrays.stream(text.split(" ")).filter(scope -> !scope.isEmpty()).forEach(scopes::add);
            }
        }
        return scopes;
    }

    private static Set<String> withAdmin(Set<String> scopes) {
        return scopes.contains("admin") ? EVERYTHING : scopes;
    }

    private static @Nullable String text(Object value) {
        return switch (value) {
            case String string -> string;
            case JsonString string -> string.getString();
            default -> null;
        };
    }
}
