package dev.tandem.bench.audit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Pages that hang, crash, never stay, never end or are none.
final class HostilePages {

    private HostilePages() {}

    static Map<String, String> all() {
        var pages = new LinkedHashMap<String, String>();
        pages.put("/hangs", script("addEventListener('load', () => setTimeout(() => {for (;;);}))"));
        pages.put(
                "/crashes",
                script(
                        "addEventListener('load', () => setTimeout(() => {let a; for (;;) a = [a, Array(2e5).fill(.1)]}))"));
        pages.put("/never-stays", script("setTimeout(() => location.reload(), 200)"));
        pages.put("/polls", script("setInterval(() => fetch('/api/more?' + Date.now()), 150)"));
        pages.put("/grows", script("setInterval(() => document.body.append(' more'), 40)"));
        pages.put("/windows", script("for (let n = 0; n < 20; n++) open('/about')"));
        pages.put("/dialogs", script("alert('a'); confirm('b'); prompt('c')"));
        pages.put("/workers", script("for (let n = 0; n < 8; n++) new Worker('data:text/javascript,for(;;);')"));
        pages.put(
                "/huge",
                "<!doctype html><html lang=en><title>Huge</title>" + "<p>One <b>of</b> many</p>".repeat(5_000));
        pages.put("/empty", "<!doctype html><html lang=en><title>App</title><div id=root></div>");
        return pages;
    }

    private static String script(String script) {
        return "<!doctype html><html lang=en><title>Hostile</title><h1>Hostile</h1><p>Words</p><script>"
                + script
                + "</script>";
    }

    static List<String> paths() {
        var paths = new ArrayList<>(all().keySet());
        paths.addAll(List.of("/loop", "/download", "/silent", "/missing"));
        return paths;
    }

    /// What is no page at all.
    static void serve(HttpServer server) {
        server.createContext("/loop", HostilePages::loop);
        server.createContext("/download", exchange -> PageServer.send(exchange, 200, "application/zip", "PK"));
        server.createContext("/silent", HttpExchange::close);
    }

    private static void loop(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().add("Location", "/loop");
            exchange.sendResponseHeaders(302, -1);
        }
    }
}
