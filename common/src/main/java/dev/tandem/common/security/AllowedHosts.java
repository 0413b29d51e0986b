package dev.tandem.common.security;

import dev.tandem.common.problem.CommonProblem;
import dev.tandem.common.problem.ProblemDocument;
import dev.tandem.common.problem.ProblemRoutes;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Answers 421 to every request for a host that is not ours, before anything else looks at it: a name that somebody
/// else pointed at this address (DNS rebinding) must reach nothing.
@ApplicationScoped
public class AllowedHosts {

    /// Higher runs earlier; CORS is at 300 and authentication at 200.
    private static final int BEFORE_EVERYTHING = 1000;

    private final Set<String> hosts;

    @Inject
    AllowedHosts(SecurityConfig config) {
        this(config.allowedHosts());
    }

    AllowedHosts(List<String> hosts) {
        this.hosts =
                hosts.stream()
                        .map(host -> host.strip().toLowerCase(Locale.ROOT))
                        .filter(host -> !host.isEmpty())
                        .collect(Collectors.toUnmodifiableSet());
        if (this.hosts.isEmpty()) {
            throw new IllegalArgumentException("ALLOWED_HOSTS is empty.");
        }
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_EVERYTHING);
    }

    private void check(RoutingContext context) {
        if (allows(context.request().authority())) {
            context.next();
        } else {
            ProblemRoutes.write(context, ProblemDocument.of(CommonProblem.MISDIRECTED));
        }
    }

    /// @param authority the request's Host, null when it has none that can be read
    boolean allows(@Nullable HostAndPort authority) {
        return authority != null && hosts.contains(authority.host().toLowerCase(Locale.ROOT));
    }
}
