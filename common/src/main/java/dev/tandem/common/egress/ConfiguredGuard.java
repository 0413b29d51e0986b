package dev.tandem.common.egress;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Makes the one guard of a service out of its setting `EGRESS_ALLOW`.
@ApplicationScoped
class ConfiguredGuard {

    @Produces
    @Singleton
    EgressGuard guard(@ConfigProperty(name = "tandem.egress.allow") Optional<String> allow) {
        return new EgressGuard(EgressAllow.parse(allow.orElse("")), HostResolver.system());
    }
}
