package dev.tandem.jobs.client;

import dev.tandem.common.async.Blocking;
import dev.tandem.common.egress.EgressDenied;
import dev.tandem.common.egress.EgressGuard;
import dev.tandem.jobs.listing.FetchException;
import dev.tandem.jobs.listing.FetchFailure;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.util.List;

/// Asks the egress guard, which looks names up by blocking.
@ApplicationScoped
class GuardedAddresses implements PageAddresses {

    private final EgressGuard guard;

    GuardedAddresses(EgressGuard guard) {
        this.guard = guard;
    }

    @Override
    public Uni<List<InetAddress>> toDial(String host, int port) {
        return Blocking.call(() -> guard.resolve(host, port))
                .onFailure(EgressDenied.class)
                .transform(denied -> explain((EgressDenied) denied));
    }

    private static FetchException explain(EgressDenied denied) {
        var code =
                switch (denied.reason()) {
                    case DENIED_ADDRESS, DENIED_NAME, DENIED_PORT, MALFORMED_HOST -> FetchFailure.Code.DENIED_ADDRESS;
                    case NAME_NOT_RESOLVED -> FetchFailure.Code.UNREACHABLE;
                    case DNS_TIMEOUT -> FetchFailure.Code.TIMEOUT;
                };
        return new FetchException(code, String.valueOf(denied.getMessage()));
    }
}
