package dev.tandem.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/// A service that is ready at once, tells its environment, and can start a child, as the real one starts browsers.
final class StandIn {

    private StandIn() {}

    public static void main(String[] arguments) throws IOException {
        if (System.getenv("STAND_IN_FAILS") != null) {
            System.err.println("The stand-in refuses to start.");
            System.exit(3);
        }
        int port = Integer.parseInt(System.getenv("QUARKUS_HTTP_PORT"));
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/q/health/ready", exchange -> answer(exchange, "UP"));
        server.createContext(
                "/environment",
                exchange -> {
                    var name = exchange.getRequestURI().getQuery();
                    answer(exchange, String.valueOf(System.getenv(name)));
                });
        server.createContext(
                "/child",
                exchange -> {
                    var child = new ProcessBuilder("sh", "-c", "exec tail -f /dev/null").start();
                    answer(exchange, Long.toString(child.pid()));
                });
        server.start();
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        try (exchange) {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
