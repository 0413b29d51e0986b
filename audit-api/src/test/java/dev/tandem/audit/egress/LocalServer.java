package dev.tandem.audit.egress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A server on a loopback address that does exactly what a test says, byte for byte, and remembers what it was asked.
final class LocalServer implements Closeable {

    interface Script {
        void play(Exchange exchange) throws IOException;
    }

    /// One connection, as a script sees it.
    record Exchange(LocalServer server, Socket socket, InputStream in, OutputStream out) {

        HttpHead readHead() throws IOException {
            var head = HttpHead.readRequest(in);
            server.heads.add(head);
            return head;
        }

        String readText(int bytes) throws IOException {
            return new String(in.readNBytes(bytes), ISO_8859_1);
        }

        void write(String text) throws IOException {
            out.write(text.replace("\n", "\r\n").getBytes(ISO_8859_1));
            out.flush();
        }
    }

    private final ServerSocket listener;
    private final Script script;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    final AtomicInteger connections = new AtomicInteger();
    final List<HttpHead> heads = new CopyOnWriteArrayList<>();

    private LocalServer(String address, int port, Script script) {
        this.script = script;
        try {
            listener = new ServerSocket(port, 50, InetAddress.ofLiteral(address));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Thread.ofVirtual().start(this::accept);
    }

    static LocalServer on(String address, Script script) {
        return new LocalServer(address, 0, script);
    }

    static LocalServer on(String address, int port, Script script) {
        return new LocalServer(address, port, script);
    }

    /// Answers each request of a connection with the same text, in which `\n` stands for a line's end.
    static LocalServer answering(String address, String answer) {
        return on(
                address,
                exchange -> {
                    while (true) {
                        exchange.readHead();
                        exchange.write(answer);
                    }
                });
    }

    int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (var socket : sockets) {
                socket.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var socket = listener.accept();
                sockets.add(socket);
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> play(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void play(Socket socket) {
        try (socket) {
            script.play(
                    new Exchange(
                            this, socket, new BufferedInputStream(socket.getInputStream()), socket.getOutputStream()));
        } catch (IOException over) {
            // The other side went first, or the test is over.
        }
    }
}
