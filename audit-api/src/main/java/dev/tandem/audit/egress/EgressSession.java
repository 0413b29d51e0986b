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
    private final Blocklist blocklist;
    private final Map<String, Integer> trackers = new ConcurrentHashMap<>();
    private volatile String audited = "";
    private volatile @Nullable EgressReport report;

    EgressSession(
            EgressLimits limits, Blocklist blocklist, EgressGuard guard, IntPredicate isProxyPort, Runnable onEnd) {
        this.blocklist = blocklist;
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

    /// Tells which host is audited: what belongs to it is never taken for somebody else's tracker.
    public void audits(String host) {
        audited = host;
    }

    /// What has happened so far, or in all when the session has ended.
    public EgressReport report() {
        var last = report;
        return last != null
                ? last
                : new EgressReport(
                        meter.requests(), meter.connections(), meter.bytesDown(), meter.bytesUp(), trackers, verdicts);
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
        refuseTracker(authority);
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

    private void refuseTracker(Authority authority) throws EgressFailure {
        if (blocklist.holds(authority.host(), audited)) {
            trackers.merge(authority.host(), 1, Integer::sum);
            throw new EgressFailure(
                    EgressVerdict.of(
                            authority,
                            EgressVerdict.Kind.TRACKER,
                            "\"%s\" is on the list of advertisers and trackers.".formatted(authority.host())));
        }
    }
}
