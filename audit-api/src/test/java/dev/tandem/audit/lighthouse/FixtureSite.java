package dev.tandem.audit.lighthouse;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/// One page with four mistakes on loopback. Because it answers for any host, it also passes for a plain HTTP proxy.
final class FixtureSite implements AutoCloseable {

    private static final String PAGE =
            """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page with four mistakes</title>
            <meta name="viewport" content="width=device-width"></head><body><main><h1>Welcome</h1>
            <img src="/picture.png" width="10" height="10"><button></button><input>
            <p style="color:#bbb;background:#fff">Hardly readable</p></main></body></html>
            """;

    /// A host that takes a request and never answers.
    static final String SILENT = "silent.example";

    private final CountDownLatch closed = new CountDownLatch(1);
    private final HttpServer server;
    private final Collection<String> hosts = new ConcurrentLinkedQueue<>();

    FixtureSite() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    URI url() {
        return URI.create("http://127.0.0.1:%d/".formatted(port()));
    }

    /// Every host that was asked for.
    Collection<String> hosts() {
        return hosts;
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var host = exchange.getRequestHeaders().getFirst("Host");
            hosts.add(host);
            if (SILENT.equals(host)) {
                closed.await();
                return;
            }
            var found = exchange.getRequestURI().getPath().equals("/");
            var body = (found ? PAGE : "not here").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(found ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
