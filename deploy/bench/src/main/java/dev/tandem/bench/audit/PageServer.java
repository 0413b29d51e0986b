package dev.tandem.bench.audit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Serves pages with their style sheet, their script and their pictures on loopback.
final class PageServer implements AutoCloseable {

    /// Rules as a shop's style sheet has them, most of which match nothing on a page.
    private static final String CSS =
            """
            body{font:16px/1.5 sans-serif;margin:0;color:#222}header{display:flex;gap:1em;background:#eee;padding:1em}
            nav ul{display:flex;gap:1em;list-style:none}.cards{display:grid;grid-template-columns:repeat(4,1fr);gap:1em}
            .card{border:1px solid #ccc;padding:1em}.faint{color:#aaa}.icon{width:2em;height:2em}.add{color:#333}
            table{border-collapse:collapse}td,th{border:1px solid #ddd;padding:.3em}footer{background:#fff}
            """
                    + ".unused-x .deep > a:hover{color:#123;margin:1px}".repeat(400);

    /// Comes to life after loading: handlers, an attribute for each button, and a part that is fetched.
    private static final String JS =
            """
            document.querySelectorAll('button').forEach((button, n) => {
              button.dataset.ready = n; button.addEventListener('click', () => button.classList.toggle('on'));
            });
            fetch('/api/more').then(answer => answer.json()).then(items => {
              document.getElementById('more').innerHTML = '<h2>More</h2>' + items.map(item =>
                `<article class="card"><h3>${item}</h3><img src="/img/7.svg" alt=""><button>Add</button></article>`)
                .join('');
            });
            """
                    + "function unused_x(a) { return a.map(b => b * 2).filter(b => b > 1); }\n".repeat(600);

    private static final String MORE = "[\"Lamp\",\"Chair\",\"Table\",\"Bowl\"]";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, String> pages;

    PageServer(Map<String, String> pages) throws IOException {
        this.pages = Map.copyOf(pages);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        server.setExecutor(threads);
        server.createContext("/", this::page);
        server.createContext("/site.css", exchange -> send(exchange, 200, "text/css", CSS));
        server.createContext("/site.js", exchange -> send(exchange, 200, "text/javascript", JS));
        server.createContext("/img/", exchange -> send(exchange, 200, "image/svg+xml", picture()));
        server.createContext("/api/more", exchange -> send(exchange, 200, "application/json", MORE));
        server.start();
    }

    List<URI> urls(List<String> paths) {
        var origin = "http://127.0.0.1:" + server.getAddress().getPort();
        return paths.stream().map(path -> URI.create(origin + path)).toList();
    }

    /// For what a page server of its own kind answers.
    HttpServer server() {
        return server;
    }

    private void page(HttpExchange exchange) throws IOException {
        var html = pages.get(exchange.getRequestURI().getPath());
        send(exchange, html == null ? 404 : 200, "text/html; charset=utf-8", html == null ? "<p>None" : html);
    }

    private static String picture() {
        return "<svg xmlns='http://www.w3.org/2000/svg' width='120' height='90'>"
                + "<path d='M0 0L9 9L18 3' stroke='#456'/>".repeat(40)
                + "</svg>";
    }

    static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        try (exchange) {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
