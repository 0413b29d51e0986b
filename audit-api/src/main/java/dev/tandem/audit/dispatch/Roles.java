package dev.tandem.audit.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The roles of this process: `audit.roles` (`AUDIT_ROLES`), `api,worker` unless set.
@ApplicationScoped
public class Roles {

    private final Set<Role> roles;

    Roles(@ConfigProperty(name = "audit.roles", defaultValue = "api,worker") Set<Role> roles) {
        this.roles = Set.copyOf(roles);
    }

    public boolean isApi() {
        return roles.contains(Role.API);
    }

    public boolean isWorker() {
        return roles.contains(Role.WORKER);
    }
}
