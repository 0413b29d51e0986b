package dev.tandem.common.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tandem.common.problem.CommonProblem;
import dev.tandem.common.problem.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.security.MessageDigest;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Whoever comes with a session's cookie and wants to change something must also show the token that only our own pages
/// can read, the synchronizer token of OWASP's cheat sheet on cross-site request forgery. Bearer tokens are sent on
/// purpose and never by a browser alone, so they need none.
class CsrfFilter {

    private static final String HEADER = "X-CSRF-Token";
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final CurrentCaller caller;

    CsrfFilter(CurrentCaller caller) {
        this.caller = caller;
    }

    @ServerRequestFilter
    void check(ContainerRequestContext request) {
        var expected = caller.csrfToken();
        if (expected == null || SAFE.contains(request.getMethod()) || signsIn(request)) {
            return;
        }
        var given = request.getHeaderString(HEADER);
        if (given == null || !MessageDigest.isEqual(given.getBytes(UTF_8), expected.getBytes(UTF_8))) {
            throw Problem.of(
                    CommonProblem.CSRF_TOKEN_MISSING,
                    "Reload the page and try again: its own token is missing or belongs to an earlier session.");
        }
    }

    /// Whoever is signed in already may follow another link: its code says that it is meant, and the form of another
    /// site is refused by its origin.
    private static boolean signsIn(ContainerRequestContext request) {
        return request.getUriInfo().getPath().equals("/sign-in");
    }
}
