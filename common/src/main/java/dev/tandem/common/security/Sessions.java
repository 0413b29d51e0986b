package dev.tandem.common.security;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/// How a person's browser is signed in: a single-use code (a short-lived token with audience `sign-in`) is exchanged
/// for a session, a token with audience `session` in an HttpOnly cookie that only same-site requests carry. Neither is
/// accepted as a bearer token, and no bearer token is accepted in their place.
@ApplicationScoped
public class Sessions {

    /// Names the claim that pages send back in a header with everything that changes state.
    static final String CSRF_CLAIM = "csrf";

    private static final String CODE_AUDIENCE = "sign-in";
    private static final String SESSION_AUDIENCE = "session";

    /// Longer than any code lives, so that a used code is remembered until it has expired by itself.
    private static final Duration CODE_REMEMBERED = Duration.ofHours(1);

    private final ReactiveRedisDataSource redis;
    private final SecurityConfig config;
    private final HmacTokens codes;
    private final HmacTokens sessions;
    private final SecureRandom random = new SecureRandom();
    private final String cookie;

    Sessions(
            ReactiveRedisDataSource redis,
            SecurityConfig config,
            @ConfigProperty(name = "quarkus.application.name") String application) {
        this.redis = redis;
        this.config = config;
        // Cookies know no ports: two services on one machine would end each other's sessions.
        this.cookie = application + "_session";
        this.codes = new HmacTokens(config.adminSessionSecret(), CODE_AUDIENCE);
        this.sessions = new HmacTokens(config.adminSessionSecret(), SESSION_AUDIENCE);
    }

    /// Burns the code.
    ///
    /// @return the session's cookie value; empty when the code is not ours, has expired or was used before. Fails when
    ///   Redis, which remembers used codes, can't be reached: then nobody is let in.
    Uni<Optional<String>> signIn(String code) {
        JsonWebToken token;
        Caller caller;
        try {
            token = codes.verify(code);
            caller = Claims.caller(token, Caller.Strategy.SESSION, Set.of("admin"));
        } catch (InvalidToken invalid) {
            return Uni.createFrom().item(Optional.empty());
        }
        var id = token.getTokenID();
        var remaining = token.getExpirationTime() - token.getIssuedAtTime();
        if (id == null || id.isBlank() || remaining > CODE_REMEMBERED.toSeconds()) {
            return Uni.createFrom().item(Optional.empty());
        }
        var seconds = String.valueOf(CODE_REMEMBERED.toSeconds());
        return redis.execute("SET", "sign-in:" + id, "used", "NX", "EX", seconds)
                .map(first -> first == null ? Optional.empty() : Optional.of(sessionFor(caller)));
    }

    private String sessionFor(Caller caller) {
        var csrf = new byte[24];
        random.nextBytes(csrf);
        return Jwt.claims()
                .subject(caller.subject())
                .audience(SESSION_AUDIENCE)
                .claim("tenant", caller.tenant())
                .claim("scope", String.join(" ", caller.scopes()))
                .claim(CSRF_CLAIM, Base64.getUrlEncoder().withoutPadding().encodeToString(csrf))
                .expiresIn(config.sessionLength())
                .sign(HmacTokens.key(config.adminSessionSecret()));
    }

    /// The session that the request's cookie holds, whatever it may be; null when it has none.
    @Nullable String of(RoutingContext context) {
        var held = context.request().getCookie(cookie);
        return held == null ? null : held.getValue();
    }

    /// @throws InvalidToken when the cookie is no session of ours, or is over
    JsonWebToken verify(String session) throws InvalidToken {
        return sessions.verify(session);
    }

    void keep(RoutingContext context, String session) {
        setCookie(context, session, config.sessionLength().toSeconds());
    }

    void end(RoutingContext context) {
        setCookie(context, "", 0);
    }

    private void setCookie(RoutingContext context, String value, long seconds) {
        context.response()
                .addCookie(
                        Cookie.cookie(cookie, value)
                                .setHttpOnly(true)
                                .setSameSite(CookieSameSite.STRICT)
                                .setSecure(context.request().isSSL() || "https".equals(context.request().scheme()))
                                .setPath("/")
                                .setMaxAge(seconds));
    }
}
