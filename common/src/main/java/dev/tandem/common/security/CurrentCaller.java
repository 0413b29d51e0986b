package dev.tandem.common.security;

import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/// The [Caller] of the request that is being answered.
@ApplicationScoped
public class CurrentCaller {

    private final SecurityIdentity identity;

    CurrentCaller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /// @throws UnauthorizedException when nobody was recognised, which a closed address never lets happen
    public Caller get() {
        Caller caller = identity.getAttribute(CallerAuthentication.CALLER);
        if (caller == null) {
            throw new UnauthorizedException();
        }
        return caller;
    }

    /// What the session's pages must send as `X-CSRF-Token`; null for whoever came with a bearer token.
    public @Nullable String csrfToken() {
        return identity.getAttribute(CallerAuthentication.CSRF);
    }
}
