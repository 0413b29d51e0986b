package dev.tandem.audit.egress;

import dev.tandem.common.egress.EgressGuard;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// An HTTP proxy on a loopback port, one for each browser slot: by its port we know whose traffic it carries, without
/// credentials that a page could be asked for.
///
/// It grants tunnels (`CONNECT`) and plain HTTP requests to what an [EgressGuard] allows, while a session is open, and
/// refuses everything else with a short text and the header `X-Egress-Verdict`. Everything runs on virtual threads with
/// blocking sockets.
public final class EgressProxy implements AutoCloseable {

    private static final Duration SWEEP = Duration.ofMillis(200);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    /// Browsers hold 32 connections to a proxy at most; more than this is somebody else.
    private static final int MAX_CLIENTS = 256;

    /// Where the operator allows loopback, a page could otherwise use another slot's proxy, or loop through its own.
    private static final Set<Integer> OPEN_PORTS = ConcurrentHashMap.newKeySet();

    private final EgressGuard guard;
    private final ServerSocket listener;
    private final ExecutorService threads;
    private final Set<ClientConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile @Nullable EgressSession session;
    private volatile boolean closed;

    /// Listens from here on, and refuses everything until [#begin].
    ///
    /// @throws IOException when there is no free port
    public EgressProxy(EgressGuard guard) throws IOException {
        this.guard = guard;
        listener = new ServerSocket(0, 128, InetAddress.ofLiteral("127.0.0.1"));
        OPEN_PORTS.add(port());
        var names = Thread.ofVirtual().name("egress-" + port() + "-", 0).factory();
        threads = Executors.newThreadPerTaskExecutor(names);
        threads.execute(this::accept);
        threads.execute(this::sweep);
    }

    /// The port on 127.0.0.1.
    public int port() {
        return listener.getLocalPort();
    }

    /// Opens the way out for one scan.
    ///
    /// @throws IllegalStateException when the last scan's session is still open, or the proxy is closed
    public EgressSession begin(EgressLimits limits) {
        return begin(limits, Blocklist.EMPTY);
    }

    /// Opens the way out for one scan, but not to those on a list.
    ///
    /// @throws IllegalStateException when the last scan's session is still open, or the proxy is closed
    public synchronized EgressSession begin(EgressLimits limits, Blocklist blocklist) {
        if (closed || session != null) {
            throw new IllegalStateException(
                    closed ? "The egress proxy is closed" : "The egress proxy serves another scan");
        }
        var begun = new EgressSession(limits, blocklist, guard, OPEN_PORTS::contains, this::endSession);
        session = begun;
        return begun;
    }

    /// Ends the session, frees the port and waits for the threads.
    @Override
    public void close() {
        var last = session;
        if (last != null) {
            last.end();
        }
        synchronized (this) {
            closed = true;
        }
        try {
            listener.close();
        } catch (IOException already) {
            Log.debug("The egress proxy's port was closed before", already);
        }
        OPEN_PORTS.remove(port());
        connections.forEach(ClientConnection::close);
        threads.shutdownNow();
        awaitThreads();
    }

    @Nullable EgressSession session() {
        return session;
    }

    Future<?> fork(Callable<?> work) {
        return threads.submit(work);
    }

    void forget(ClientConnection connection) {
        connections.remove(connection);
    }

    private void endSession() {
        synchronized (this) {
            session = null;
        }
        connections.forEach(ClientConnection::close);
    }

    private void accept() {
        while (!closed) {
            try {
                admit(listener.accept());
            } catch (IOException failed) {
                // Out of file descriptors, for one: wait for some to come back instead of spinning.
                if (!closed && !pause()) {
                    return;
                }
            }
        }
    }

    private void admit(Socket client) throws IOException {
        if (closed || connections.size() >= MAX_CLIENTS || !client.getInetAddress().isLoopbackAddress()) {
            client.close();
            return;
        }
        var connection = new ClientConnection(this, client);
        connections.add(connection);
        try {
            threads.execute(connection);
        } catch (RejectedExecutionException closing) {
            connection.close();
        }
    }

    /// One thread that looks for overdue connections serves them all, and catches what no socket timeout does: a write
    /// that the other side never takes.
    private void sweep() {
        while (!closed && pause()) {
            long now = System.nanoTime();
            connections.forEach(connection -> connection.sweep(now));
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(SWEEP);
            return true;
        } catch (InterruptedException stop) {
            return false;
        }
    }

    private void awaitThreads() {
        try {
            if (!threads.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                Log.warnf("Threads of the egress proxy outlive it, port %d", port());
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
