package dev.tandem.common.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Who may ask. The documented environment variables (`ALLOWED_HOSTS`, ...) feed these keys.
@ConfigMapping(prefix = "tandem.security")
public interface SecurityConfig {

    /// The host names that this service answers for, without ports; never empty (`ALLOWED_HOSTS`).
    List<String> allowedHosts();

    /// Signs admin sessions and sign-in codes, HS256, at least 32 bytes (`ADMIN_SESSION_SECRET`).
    String adminSessionSecret();

    /// Service to service, HS256, at least 32 bytes; absent: that strategy is off (`SERVICE_TOKEN_SECRET`).
    Optional<String> serviceTokenSecret();

    /// The audience that a service token must name (`SERVICE_TOKEN_AUDIENCE`, by default the service's own name).
    String serviceTokenAudience();

    /// Users' tokens.
    Oidc oidc();

    /// How long a browser stays signed in.
    @WithDefault("PT12H")
    Duration sessionLength();

    /// Users' tokens come from an OpenID provider, found by its issuer or by its keys alone; with neither, that
    /// strategy is off.
    interface Oidc {

        /// The provider's issuer, which tokens must name (`OIDC_ISSUER`).
        Optional<String> issuer();

        /// Where its keys are, when they are not to be discovered from the issuer (`OIDC_JWKS_URL`).
        Optional<String> jwksUrl();

        /// The audience that tokens must name, unchecked when absent (`OIDC_AUDIENCE`).
        Optional<String> audience();
    }
}
