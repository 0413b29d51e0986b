package dev.tandem.audit.run;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/// A web site on loopback for the tests of this package.
final class Site implements AutoCloseable {

    static final String FOUR_BARRIERS =
            """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Four barriers</title></head><body>
            <h1>Shop</h1><img src="/dot.svg"><button></button><input type="text" name="mail">
            <p style="color:#bbb;background:#fff">Barely readable</p></body></html>\
            """;

    static final String CLEAN =
            """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Clean</title></head><body>
            <main><h1>All is well</h1><p>Nothing to complain about.</p></main></body></html>\
            """;

    private final HttpServer server;
    private final CountDownLatch release = new CountDownLatch(1);
    private final Map<String, CountDownLatch> visited = new ConcurrentHashMap<>();

    Site() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        page("/barriers", 200, "text/html; charset=utf-8", FOUR_BARRIERS);
        page("/clean", 200, "text/html; charset=utf-8", CLEAN);
        page("/missing", 404, "text/html", "<html lang=en><title>Not found</title><p>Not found");
        page("/empty", 200, "text/html", "<!doctype html><html lang=en><title>App</title><div id=root></div>");
        page("/data.json", 200, "application/json", "{}");
        page("/file.zip", 200, "application/zip", "PK");
        page("/dot.svg", 200, "image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>");
        server.createContext(
                "/moved",
                exchange -> {
                    exchange.getResponseHeaders().add("Location", "/clean");
                    exchange.sendResponseHeaders(302, -1);
                    exchange.close();
                });
        server.createContext(
                "/loop",
                exchange -> {
                    exchange.getResponseHeaders().add("Location", "/loop");
                    exchange.sendResponseHeaders(302, -1);
                    exchange.close();
                });
        server.createContext(
                "/slow",
                exchange -> {
                    visited("/slow").countDown();
                    await(release);
                    send(exchange, 200, "text/html", CLEAN);
                });
        server.start();
    }

    private void page(String path, int status, String type, String body) {
        server.createContext(path, exchange -> send(exchange, status, type, body));
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        try (exchange) {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /// Opens when somebody has asked for that path, which must be one that waits.
    CountDownLatch visited(String path) {
        return visited.computeIfAbsent(path, any -> new CountDownLatch(1));
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    @Override
    public void close() {
        release.countDown();
        server.stop(0);
    }
}
