package dev.tandem.audit.egress;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.quarkus.logging.Log;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// One connection of a browser to the proxy, served by one thread. Any thread may close it, or find it overdue.
final class ClientConnection implements Runnable, Closeable {

    /// For connections that come while no scan is under way.
    private static final Duration IDLE = Duration.ofSeconds(30);

    private static final Duration HEAD = Duration.ofSeconds(10);

    /// How long an ended connection may go on sending, and how much, so that the browser reads our answer before it
    /// sees the connection go.
    private static final Duration LINGER = Duration.ofSeconds(1);

    private static final int LINGER_BYTES = 1024 * 1024;

    private static final byte[] ESTABLISHED = "HTTP/1.1 200 Connection established\r\n\r\n".getBytes(US_ASCII);

    private final EgressProxy proxy;
    private final Socket client;
    private volatile @Nullable Socket server;
    private volatile long deadline;
    private volatile boolean expired;
    private volatile boolean closed;
    private volatile @Nullable EgressSession session;
    private @Nullable PlainForwarder forwarder;

    ClientConnection(EgressProxy proxy, Socket client) {
        this.proxy = proxy;
        this.client = client;
        allow(IDLE);
    }

    @Override
    public void run() {
        try {
            client.setTcpNoDelay(true);
            var in = new BufferedInputStream(client.getInputStream(), HttpBody.BUFFER);
            while (serve(in, client.getOutputStream())) {
                touch();
            }
        } catch (IOException gone) {
            // One side is gone, or we cut it; whoever has to know has been told.
        } catch (RuntimeException bug) {
            if (!closed) {
                Log.error("The egress proxy failed on a connection", bug);
            }
        } finally {
            close();
            plainIsOver();
            proxy.forget(this);
        }
    }

    /// Serves one request, and says whether another may follow.
    private boolean serve(InputStream in, OutputStream out) throws IOException {
        in.mark(1);
        if (in.read() < 0) {
            return false;
        }
        in.reset();
        allow(headTimeout());
        HttpHead head;
        try {
            head = HttpHead.readRequest(in);
        } catch (MalformedHead malformed) {
            return refuse(Refusal.of(malformed), in, out, true);
        }
        var current = proxy.session();
        if (current == null || session != null && session != current) {
            return refuse(Refusal.withoutSession(), in, out, true);
        }
        session = current;
        touch();
        current.meter().request();
        return serve(head, current, in, out);
    }

    private boolean serve(HttpHead head, EgressSession scan, InputStream in, OutputStream out) throws IOException {
        var plain = forwarder == null ? new PlainForwarder(this, scan, in, out) : forwarder;
        forwarder = plain;
        try {
            var request = ProxyRequest.of(head);
            if (request.isTunnel()) {
                tunnel(request, scan, in, out);
                return false;
            }
            return plain.forward(request) || linger(in);
        } catch (MalformedHead malformed) {
            return !plain.isResponding() && refuse(Refusal.of(malformed), in, out, expectsBody(head));
        } catch (EgressFailure failure) {
            scan.record(failure.verdict());
            return !plain.isResponding() && refuse(Refusal.of(failure.verdict()), in, out, expectsBody(head));
        }
    }

    private void tunnel(ProxyRequest request, EgressSession scan, InputStream in, OutputStream out) throws IOException {
        plainIsOver();
        try (var upstream = scan.connect(request.authority(), this)) {
            out.write(ESTABLISHED);
            new Tunnel(this, scan, upstream).run(in, out);
        }
    }

    private boolean refuse(Refusal refusal, InputStream in, OutputStream out, boolean withBody) throws IOException {
        allow(LINGER);
        refusal.writeTo(out, withBody);
        return linger(in);
    }

    /// Reads what the browser still sends: a connection that is closed with unread bytes is reset, and takes an answer
    /// that is still on its way down with it.
    private boolean linger(InputStream in) throws IOException {
        allow(LINGER);
        client.shutdownOutput();
        var unwanted = new byte[8192];
        int left = LINGER_BYTES;
        for (int read = in.read(unwanted); read >= 0 && left > 0; read = in.read(unwanted)) {
            left -= read;
        }
        return false;
    }

    private static boolean expectsBody(HttpHead head) {
        return !head.startLine().startsWith("HEAD ");
    }

    /// Tells the connection of a socket that is about to connect on its behalf.
    void opening(Socket socket) {
        server = socket;
        if (closed) {
            close(socket);
        }
    }

    /// Puts the moment off at which the connection is overdue.
    void allow(Duration more) {
        deadline = System.nanoTime() + more.toNanos();
    }

    /// Something has moved.
    void touch() {
        allow(idleTimeout());
    }

    boolean hasExpired() {
        return expired;
    }

    /// Cuts the connection when it is overdue: first the server's side, so that the browser can be told why, and a
    /// moment later the browser's.
    void sweep(long now) {
        if (now - deadline < 0) {
            return;
        }
        var upstream = server;
        if (upstream == null || expired) {
            close();
        } else {
            expired = true;
            allow(LINGER);
            close(upstream);
        }
    }

    /// Tells the browser that nothing more will come, and goes on listening.
    void endOutput() throws IOException {
        client.shutdownOutput();
    }

    /// Runs the other half of what this connection does on a thread of its own.
    Future<?> fork(Fork work) {
        return proxy.fork(() -> {
            work.run();
            return null;
        });
    }

    static void await(Future<?> fork) {
        try {
            fork.get();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("Half of a tunnel failed", failed.getCause());
        }
    }

    @Override
    public void close() {
        closed = true;
        close(client);
        var upstream = server;
        if (upstream != null) {
            close(upstream);
        }
    }

    private void plainIsOver() {
        if (forwarder != null) {
            forwarder.close();
        }
    }

    private Duration idleTimeout() {
        var scan = session;
        return scan == null ? IDLE : scan.limits().idleTimeout();
    }

    private Duration headTimeout() {
        var scan = proxy.session();
        return scan == null ? HEAD : scan.limits().headTimeout();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException already) {
            // It is gone either way.
        }
    }

    /// Half of what a connection does.
    interface Fork {
        void run() throws IOException;
    }
}
