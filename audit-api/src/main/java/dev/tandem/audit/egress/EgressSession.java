package dev.tandem.audit.egress;

import dev.tandem.common.egress.EgressGuard;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// One scan's way out. May be asked from any thread.
public final class EgressSession implements AutoCloseable {

    private final EgressLimits limits;
    private final Meter meter;
    private final Dialler dialler;
    private final Runnable onEnd;
    private final Map<String, EgressVerdict> verdicts = new ConcurrentHashMap<>();
    private volatile @Nullable EgressReport report;

    EgressSession(EgressLimits limits, EgressGuard guard, IntPredicate isProxyPort, Runnable onEnd) {
        this.limits = limits;
        this.meter = new Meter(limits);
        this.dialler = new Dialler(guard, limits.connectTimeout(), isProxyPort);
        this.onEnd = onEnd;
    }

    /// The last thing that went wrong with a host, at whatever port; empty when nothing did.
    ///
    /// @param host as a URL has it, IPv6 addresses in brackets
    public Optional<EgressVerdict> verdictFor(String host) {
        return Optional.ofNullable(verdicts.get(host.toLowerCase(Locale.ROOT)));
    }

    /// What has happened so far, or in all when the session has ended.
    public EgressReport report() {
        var last = report;
        return last != null
                ? last
                : new EgressReport(meter.requests(), meter.connections(), meter.bytesDown(), meter.bytesUp(), verdicts);
    }

    /// Ends the session and closes its connections; from here on the proxy refuses everything. A second call does
    /// nothing and answers the same.
    public synchronized EgressReport end() {
        var last = report;
        if (last == null) {
            last = report();
            // Set before the connections are closed: what that breaks says nothing about the servers.
            report = last;
            onEnd.run();
        }
        return last;
    }

    @Override
    public void close() {
        end();
    }

    EgressLimits limits() {
        return limits;
    }

    Meter meter() {
        return meter;
    }

    void record(EgressVerdict verdict) {
        if (report == null) {
            verdicts.put(verdict.host(), verdict);
        }
    }

    /// Judges, counts and dials. The caller closes what it gets.
    Upstream connect(Authority authority, ClientConnection owner) throws IOException {
        meter.admit(authority);
        Upstream server = null;
        try {
            owner.allow(limits.connectTimeout().plus(limits.idleTimeout()));
            var socket = dialler.dial(authority, owner::opening);
            socket.setTcpNoDelay(true);
            server = new Upstream(authority, socket, meter, owner);
            owner.allow(limits.idleTimeout());
            return server;
        } finally {
            if (server == null) {
                meter.release();
            }
        }
    }
}
