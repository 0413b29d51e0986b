package dev.tandem.audit.egress;

import dev.tandem.audit.egress.EgressVerdict.Kind;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Counts what a scan takes from the network, and says when it is enough.
final class Meter {

    private final EgressLimits limits;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong down = new AtomicLong();
    private final AtomicLong up = new AtomicLong();

    Meter(EgressLimits limits) {
        this.limits = limits;
    }

    void request() {
        requests.incrementAndGet();
    }

    /// Takes a place for one connection, to be given back with [#release].
    void admit(Authority authority) throws EgressFailure {
        if (connections.incrementAndGet() > limits.connections()) {
            throw exceeded(authority, limits.connections() + " connections");
        }
        if (open.incrementAndGet() > limits.connectionsAtOnce()) {
            open.decrementAndGet();
            throw exceeded(authority, limits.connectionsAtOnce() + " connections at once");
        }
    }

    void release() {
        open.decrementAndGet();
    }

    void down(Authority authority, int bytes) throws EgressFailure {
        if (down.addAndGet(bytes) > limits.bytesDown()) {
            throw exceeded(authority, limits.bytesDown() + " bytes received");
        }
    }

    void up(Authority authority, int bytes) throws EgressFailure {
        if (up.addAndGet(bytes) > limits.bytesUp()) {
            throw exceeded(authority, limits.bytesUp() + " bytes sent");
        }
    }

    int requests() {
        return requests.get();
    }

    int connections() {
        return connections.get();
    }

    long bytesDown() {
        return down.get();
    }

    long bytesUp() {
        return up.get();
    }

    private static EgressFailure exceeded(Authority authority, String limit) {
        return new EgressFailure(
                EgressVerdict.of(authority, Kind.LIMIT, "The page needs more than the limit of " + limit + "."));
    }
}
