package dev.tandem.jobs.poll;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// A server on loopback that answers as Ashby once did, out of recorded boards where `TANDEM_DATA` has them.
public class RecordedBoards implements QuarkusTestResourceLifecycleManager {

    private @Nullable HttpServer server;

    /// The names of the boards; none without the data.
    static List<String> names() {
        var root = System.getenv("TANDEM_DATA");
        if (root == null) {
            return List.of();
        }
        try (var files = Files.list(Path.of(root, "ashby"))) {
            return files.map(file -> file.getFileName().toString().replace(".json.gz", "")).sorted().toList();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/",
                exchange -> {
                    var board = exchange.getRequestURI().getPath().replaceAll(".*/", "");
                    var root = System.getenv("TANDEM_DATA");
                    var file = Path.of(root == null ? "none" : root, "ashby", board + ".json.gz");
                    try (exchange) {
                        var body = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
                        exchange.getResponseHeaders().add("Content-Type", "application/json; charset=utf-8");
                        exchange.getResponseHeaders().add("Content-Encoding", "gzip");
                        exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
                        exchange.getResponseBody().write(body);
                    }
                });
        server.createContext("/v1/boards/", RecordedBoards::nameAsGreenhouseDoes);
        server.start();
        var address = "http://127.0.0.1:" + server.getAddress().getPort();
        return Map.of(
                "jobs.provider.ashby.url",
                address,
                "jobs.provider.greenhouse.url",
                address,
                "jobs.provider.smartrecruiters.url",
                address);
    }

    /// Every board is there and called as its token says, but `unknown`.
    private static void nameAsGreenhouseDoes(HttpExchange exchange) throws IOException {
        var board = exchange.getRequestURI().getPath().replaceAll(".*/", "");
        var known = !board.equals("unknown");
        var body = (known ? "{\"name\": \"%s\"}".formatted(board) : "{\"status\": 404}").getBytes(UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(known ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }
}
