package dev.tandem.jobs.fetch;

import dev.tandem.common.async.Blocking;
import dev.tandem.common.egress.EgressAllow;
import dev.tandem.common.egress.EgressDenied;
import dev.tandem.common.egress.EgressGuard;
import dev.tandem.common.egress.HostResolver;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Lets the egress guard say which addresses a careers page may be read from.
@Singleton
class GuardedAddresses implements PageAddresses {

    private final EgressGuard guard;

    @Inject
    GuardedAddresses(@ConfigProperty(name = "tandem.egress.allow") Optional<String> allow) {
        this(new EgressGuard(EgressAllow.parse(allow.orElse("")), HostResolver.system()));
    }

    GuardedAddresses(EgressGuard guard) {
        this.guard = guard;
    }

    @Override
    public Uni<List<InetAddress>> toDial(String host, int port) {
        return Blocking.call(() -> guard.resolve(host, port))
                .onFailure(EgressDenied.class)
                .transform(denied -> explained((EgressDenied) denied));
    }

    private static FetchException explained(EgressDenied denied) {
        var code =
                switch (denied.reason()) {
                    case DENIED_ADDRESS, DENIED_NAME, DENIED_PORT, MALFORMED_HOST -> FetchFailure.Code.DENIED_ADDRESS;
                    case NAME_NOT_RESOLVED -> FetchFailure.Code.UNREACHABLE;
                    case DNS_TIMEOUT -> FetchFailure.Code.TIMEOUT;
                };
        return new FetchException(code, String.valueOf(denied.getMessage()));
    }
}
