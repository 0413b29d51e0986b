package dev.tandem.audit.run;

import dev.tandem.audit.egress.EgressLimits;
import dev.tandem.audit.egress.EgressProxy;
import dev.tandem.audit.lighthouse.EgressPort;
import dev.tandem.common.egress.EgressGuard;
import java.io.IOException;
import java.io.UncheckedIOException;

/// The way out of one Lighthouse worker. It knows no list of trackers, whatever the scan asks: what they cost is part
/// of the performance that a page's visitors get.
final class LighthouseEgress implements EgressPort {

    private final EgressProxy proxy;
    private final EgressLimits limits;

    /// @throws UncheckedIOException when there is no free port
    LighthouseEgress(EgressGuard guard, EgressLimits limits) {
        this.limits = limits;
        try {
            proxy = new EgressProxy(guard);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    @Override
    public int port() {
        return proxy.port();
    }

    @Override
    public AutoCloseable open() {
        return proxy.begin(limits);
    }
}
