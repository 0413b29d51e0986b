package dev.tandem.audit.batch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/// A server on loopback that has the files which a test gives it.
final class SitemapSite implements AutoCloseable {

    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, String> redirects = new ConcurrentHashMap<>();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final HttpServer server;

    SitemapSite() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    void put(String path, String text) {
        files.put(path, text.getBytes(StandardCharsets.UTF_8));
    }

    void putPacked(String path, String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        files.put(path, bytes.toByteArray());
    }

    void redirect(String path, String target) {
        redirects.put(path, target);
    }

    /// Lets the answers go that are held back: those to a path with `slow` in it.
    void goOn() {
        goOn.countDown();
    }

    static String urlset(String... addresses) {
        return List.of(addresses).stream()
                .map(address -> "<url><loc>" + address + "</loc></url>")
                .collect(
                        Collectors.joining(
                                "\n", "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>", "</urlset>"));
    }

    static String index(String... addresses) {
        return List.of(addresses).stream()
                .map(address -> "<sitemap><loc>" + address + "</loc></sitemap>")
                .collect(Collectors.joining("\n", "<sitemapindex>", "</sitemapindex>"));
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        try (exchange) {
            if (path.contains("slow")) {
                goOn.await();
            }
            var file = files.get(path);
            var target = redirects.get(path);
            if (target != null) {
                exchange.getResponseHeaders().add("Location", target);
                exchange.sendResponseHeaders(302, -1);
            } else if (file == null) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write(file);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        goOn.countDown();
        server.stop(0);
    }
}
