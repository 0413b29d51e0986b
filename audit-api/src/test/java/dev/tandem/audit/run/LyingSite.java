package dev.tandem.audit.run;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// A web site on loopback whose pages are not what they seem, or not yet.
final class LyingSite implements AutoCloseable {

    private static final String HTML = "text/html; charset=utf-8";

    private final HttpServer server;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<String, String> pages = new HashMap<>();

    LyingSite() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::page);
        LyingPages.walls(this);
        LyingPages.moving(this);
        LyingPages.hostile(this);
        status("/missing", 404, HTML, LyingPages.of("Gone", "<p>There is no such page here, sorry.</p>"));
        status("/broken", 500, HTML, LyingPages.of("Oh", "<p>Something went wrong.</p>"));
        status("/bot-wall", 403, HTML, LyingPages.BOT_WALL);
        status("/data", 200, "application/json", "{}");
        status("/download", 200, "application/zip", "PK");
        status("/paper", 200, "application/pdf", "%PDF-1.7");
        redirect("/members", "/login?next=/members");
        redirect("/loop", "/loop");
        redirect("/to-metadata", "https://169.254.169.254/latest/");
        status("/api/now", 200, "application/json", "{}");
        server.createContext("/api/crash", exchange -> killRenderers());
        slow("/api/late", 900, "<img src='/dot.svg'>");
        slow("/api/never", 60_000, "");
        server.createContext("/dot.svg", exchange -> send(exchange, 200, "image/svg+xml", LyingPages.DOT));
        server.start();
    }

    /// A page with status 200.
    void page(String path, String html) {
        pages.put(path, html);
    }

    private void page(HttpExchange exchange) throws IOException {
        var html = pages.get(exchange.getRequestURI().getPath());
        send(exchange, html == null ? 404 : 200, HTML, html == null ? "<html lang=en><title>None</title>" : html);
    }

    private void status(String path, int status, String type, String body) {
        server.createContext(path, exchange -> send(exchange, status, type, body));
    }

    private void redirect(String path, String target) {
        server.createContext(
                path,
                exchange -> {
                    exchange.getResponseHeaders().add("Location", target);
                    send(exchange, 302, HTML, "");
                });
    }

    private void slow(String path, long millis, String body) {
        server.createContext(
                path,
                exchange -> {
                    await(millis);
                    send(exchange, 200, HTML, body);
                });
    }

    /// What a page that uses up all memory comes to, without using it up: this machine's is needed by others.
    private static void killRenderers() {
        ProcessHandle.current()
                .descendants()
                .filter(process -> commandOf(process).contains("--type=renderer"))
                .forEach(ProcessHandle::destroyForcibly);
    }

    private static String commandOf(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }

    private void await(long millis) {
        try {
            var _ = closing.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        try (exchange) {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
