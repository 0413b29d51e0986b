package dev.tandem.audit.egress;

import dev.tandem.audit.egress.EgressVerdict.Kind;
import dev.tandem.common.egress.EgressDenied;
import dev.tandem.common.egress.EgressGuard;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/// Opens connections for one scan. A host is judged once and keeps its addresses until the scan ends, so that a second
/// look-up can't lead elsewhere (DNS rebinding), and what is dialled is the very address that was judged.
final class Dialler {

    /// More would only eat the time of those before them.
    private static final int MAX_ADDRESSES = 4;

    private final EgressGuard guard;
    private final Duration connectTimeout;
    private final IntPredicate isProxyPort;
    private final ConcurrentMap<String, FutureTask<List<InetAddress>>> pins = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, InetAddress> answered = new ConcurrentHashMap<>();

    /// @param isProxyPort the ports of this process's own proxies, through which nobody may reach a proxy
    Dialler(EgressGuard guard, Duration connectTimeout, IntPredicate isProxyPort) {
        this.guard = guard;
        this.connectTimeout = connectTimeout;
        this.isProxyPort = isProxyPort;
    }

    /// Connects to the first of the host's addresses that accepts.
    ///
    /// @param opening is told of each socket before it connects, so that it can be closed meanwhile
    Socket dial(Authority authority, Consumer<Socket> opening) throws IOException {
        var addresses = check(authority);
        long deadline = System.nanoTime() + connectTimeout.toNanos();
        int tries = Math.min(MAX_ADDRESSES, addresses.size());
        IOException last = new IOException("No address");
        for (int i = 0; i < tries; i++) {
            var address = addresses.get(i);
            long share = Math.max(1, (deadline - System.nanoTime()) / 1_000_000 / (tries - i));
            // Without NO_PROXY a SOCKS setting of the JVM would resolve and dial for us.
            var socket = new Socket(Proxy.NO_PROXY);
            opening.accept(socket);
            try {
                socket.connect(new InetSocketAddress(address, authority.port()), (int) share);
                answered.put(authority.host(), address);
                return socket;
            } catch (IOException failed) {
                socket.close();
                last = failed;
            }
        }
        throw new EgressFailure(verdict(authority, last));
    }

    private List<InetAddress> check(Authority authority) throws EgressFailure {
        try {
            guard.checkPort(authority.port());
            var addresses = inOrder(authority.host());
            if (isProxyPort.test(authority.port()) && addresses.stream().anyMatch(InetAddress::isLoopbackAddress)) {
                throw new EgressFailure(ownProxy(authority));
            }
            return addresses;
        } catch (EgressDenied denied) {
            throw new EgressFailure(EgressVerdict.of(authority, denied));
        }
    }

    /// The address that answered last time comes first, so that a dead one costs its time once.
    private List<InetAddress> inOrder(String host) throws EgressDenied {
        var addresses = new ArrayList<>(pinned(host));
        var good = answered.get(host);
        if (good != null && addresses.remove(good)) {
            addresses.addFirst(good);
        }
        return addresses;
    }

    private List<InetAddress> pinned(String host) throws EgressDenied {
        var task = new FutureTask<>(() -> guard.resolve(host));
        var first = pins.putIfAbsent(host, task);
        if (first == null) {
            task.run();
        }
        try {
            return (first == null ? task : first).get();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The proxy is closing", stop);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof EgressDenied denied) {
                throw denied;
            }
            throw new IllegalStateException("Can't judge " + host, failed.getCause());
        }
    }

    private static EgressVerdict ownProxy(Authority authority) {
        return new EgressVerdict(
                authority.host(),
                authority.port(),
                Kind.DENIED,
                EgressDenied.Reason.DENIED_PORT,
                "Port %d is a proxy of ours, which nobody may reach through it.".formatted(authority.port()));
    }

    private static EgressVerdict verdict(Authority authority, IOException failed) {
        var where = "\"%s\" on port %d ".formatted(authority.host(), authority.port());
        if (failed instanceof SocketTimeoutException) {
            return EgressVerdict.of(authority, Kind.TIMED_OUT, where + "did not answer in time.");
        }
        // Linux reports a missing route to a network as a ConnectException, as it does a refusal.
        if (failed instanceof NoRouteToHostException || String.valueOf(failed.getMessage()).contains("unreachable")) {
            return EgressVerdict.of(authority, Kind.UNREACHABLE, where + "can't be reached from here.");
        }
        return EgressVerdict.of(authority, Kind.REFUSED, where + "refused the connection.");
    }
}
