package dev.tandem.common.security;

import dev.tandem.common.problem.CommonProblem;
import dev.tandem.common.problem.ProblemDocument;
import dev.tandem.common.problem.ProblemRoutes;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/// Recognises the caller of every request: a bearer token by the strategy that its algorithm belongs to, else a
/// browser's session. An alternative, so that it stands in front of the mechanisms that the libraries bring.
@ApplicationScoped
@Alternative
@Priority(1)
public class CallerAuthentication implements HttpAuthenticationMechanism {

    /// The identity's attribute that holds the [Caller].
    static final String CALLER = "caller";

    /// The identity's attribute that holds a session's CSRF token.
    static final String CSRF = "csrf";

    private static final String BEARER = "Bearer ";

    private final HmacTokens adminTokens;
    private final Optional<HmacTokens> serviceTokens;
    private final UserTokens userTokens;
    private final OidcAuthenticationMechanism oidc;
    private final Sessions sessions;

    CallerAuthentication(
            SecurityConfig config, UserTokens userTokens, OidcAuthenticationMechanism oidc, Sessions sessions) {
        this.adminTokens = new HmacTokens(config.adminSessionSecret(), null);
        this.serviceTokens =
                config.serviceTokenSecret()
                        .filter(secret -> !secret.isBlank())
                        .map(secret -> new HmacTokens(secret, config.serviceTokenAudience()));
        this.userTokens = userTokens;
        this.oidc = oidc;
        this.sessions = sessions;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        var header = context.request().getHeader("Authorization");
        if (header != null) {
            return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                    ? bearer(header.substring(BEARER.length()).strip(), context, identities)
                    : refused();
        }
        var session = sessions.of(context);
        // An expired session is no failed attempt: open pages stay open to whoever's session has ended.
        return Uni.createFrom().item(session == null ? null : session(session));
    }

    private Uni<SecurityIdentity> bearer(String token, RoutingContext context, IdentityProviderManager identities) {
        return switch (algorithm(token)) {
            case "HS256" -> Uni.createFrom().item(shared(token)).onItem().ifNull().switchTo(this::refused);
            case "RS256", "ES256" -> user(context, identities);
            default -> refused();
        };
    }

    private @Nullable SecurityIdentity shared(String token) {
        try {
            var claims = adminTokens.verify(token);
            return identity(Claims.caller(claims, Caller.Strategy.ADMIN_TOKEN, Set.of("admin")));
        } catch (InvalidToken notAdmin) {
            return serviceTokens.map(tokens -> service(tokens, token)).orElse(null);
        }
    }

    private static @Nullable SecurityIdentity service(HmacTokens tokens, String token) {
        try {
            return identity(Claims.caller(tokens.verify(token), Caller.Strategy.SERVICE, Set.of()));
        } catch (InvalidToken invalid) {
            return null;
        }
    }

    private Uni<SecurityIdentity> user(RoutingContext context, IdentityProviderManager identities) {
        if (!userTokens.enabled()) {
            return refused();
        }
        return oidc.authenticate(context, identities)
                .map(identity -> {
                    if (identity == null || !(identity.getPrincipal() instanceof JsonWebToken token)) {
                        throw new AuthenticationFailedException();
                    }
                    try {
                        if (token.getExpirationTime() == 0) {
                            throw new InvalidToken();
                        }
                        return identity(Claims.caller(token, Caller.Strategy.USER, Set.of()));
                    } catch (InvalidToken invalid) {
                        throw new AuthenticationFailedException();
                    }
                });
    }

    private @Nullable SecurityIdentity session(String cookie) {
        try {
            var token = sessions.verify(cookie);
            String csrf = token.getClaim(Sessions.CSRF_CLAIM);
            var caller = Claims.caller(token, Caller.Strategy.SESSION, Set.of());
            return csrf == null
                    ? null
                    : QuarkusSecurityIdentity.builder(identity(caller)).addAttribute(CSRF, csrf).build();
        } catch (InvalidToken over) {
            return null;
        }
    }

    private static SecurityIdentity identity(Caller caller) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(caller.subject()))
                .addRoles(caller.scopes())
                .addAttribute(CALLER, caller)
                .build();
    }

    /// The algorithm that a token says it is signed with; decides only which strategy must verify it.
    private static String algorithm(String token) {
        var dot = token.indexOf('.');
        if (dot <= 0) {
            return "";
        }
        try {
            var header = new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(token.substring(0, dot))));
            return header.getValue("alg") instanceof String algorithm ? algorithm : "";
        } catch (RuntimeException unreadable) {
            return "";
        }
    }

    private Uni<SecurityIdentity> refused() {
        return Uni.createFrom().failure(new AuthenticationFailedException());
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
    }

    /// One body for every reason. A person whose browser asked for a page is shown the way in instead.
    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        var accept = context.request().getHeader("Accept");
        var page = "GET".equals(context.request().method().name()) && accept != null && accept.contains("text/html");
        if (page && context.request().getHeader("Authorization") == null) {
            return Uni.createFrom()
                    .completionStage(
                            context.response()
                                    .setStatusCode(303)
                                    .putHeader("Location", "/sign-in")
                                    .end()
                                    .map(true)
                                    .toCompletionStage());
        }
        context.response().putHeader("WWW-Authenticate", "Bearer");
        ProblemRoutes.write(context, ProblemDocument.of(CommonProblem.UNAUTHENTICATED));
        return Uni.createFrom().item(true);
    }
}
