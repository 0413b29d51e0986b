package dev.tandem.common.security;

import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.TenantConfigResolver;
import io.quarkus.oidc.runtime.OidcTenantConfig.ApplicationType;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// Tells Quarkus' OIDC extension which provider to trust. It fetches and refreshes the keys and verifies signature,
/// times, issuer and audience; that the algorithm is RS256 or ES256 is seen to before it is asked.
@ApplicationScoped
public class UserTokens implements TenantConfigResolver {

    private final Optional<OidcTenantConfig> provider;

    UserTokens(SecurityConfig config) {
        provider = provider(config.oidc());
    }

    boolean enabled() {
        return provider.isPresent();
    }

    @Override
    public Uni<OidcTenantConfig> resolve(RoutingContext context, OidcRequestContext<OidcTenantConfig> request) {
        return Uni.createFrom().item(provider.orElse(null));
    }

    private static Optional<OidcTenantConfig> provider(SecurityConfig.Oidc oidc) {
        var issuer = present(oidc.issuer());
        var jwks = present(oidc.jwksUrl());
        if (issuer.isEmpty() && jwks.isEmpty()) {
            return Optional.empty();
        }
        var builder =
                OidcTenantConfig.builder()
                        .tenantId("users")
                        .applicationType(ApplicationType.SERVICE)
                        .authServerUrl(issuer.orElseGet(jwks::orElseThrow));
        jwks.ifPresent(url -> builder.discoveryEnabled(false).jwksPath(url));
        var token = builder.token().lifespanGrace(HmacTokens.CLOCK_SKEW_SECONDS).subjectRequired(true);
        token.issuer(issuer.orElse("any"));
        present(oidc.audience()).ifPresent(token::audience);
        return Optional.of(token.end().build());
    }

    private static Optional<String> present(Optional<String> value) {
        return value.map(String::strip).filter(text -> !text.isEmpty());
    }
}
