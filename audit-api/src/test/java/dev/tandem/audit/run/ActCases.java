package dev.tandem.audit.run;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/// W3C's test cases of the ACT rules, served as W3C serves them, where `TANDEM_DATA` has them.
final class ActCases implements AutoCloseable {

    private static final String PREFIX = "/WAI/content-assets/wcag-act-rules/";

    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html; charset=utf-8",
                    "svg", "image/svg+xml",
                    "xml", "application/xml",
                    "js", "text/javascript",
                    "css", "text/css",
                    "png", "image/png",
                    "jpg", "image/jpeg",
                    "vtt", "text/vtt");

    /// One page and what a rule is to say of it.
    ///
    /// @param requirements the success criteria that the rule is required for
    record Case(String rule, String path, boolean approved, boolean fails, List<String> requirements) {}

    private final Path folder;
    private final HttpServer server;

    ActCases() throws IOException {
        var data = System.getenv("TANDEM_DATA");
        assumeTrue(data != null, "Skipped: the ACT test cases are looked for where TANDEM_DATA points.");
        folder = Path.of(data, "act");
        assumeTrue(Files.isDirectory(folder), "Skipped: there are no ACT test cases in " + folder);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    List<Case> all() throws IOException {
        var cases = new ArrayList<Case>();
        var file = new ObjectMapper().readTree(folder.resolve("testcases.json").toFile());
        file.path("testcases").forEach(item -> cases.add(read(item)));
        return cases;
    }

    private static Case read(JsonNode item) {
        var requirements = new ArrayList<String>();
        item.path("requirements").forEach(name -> requirements.add(name.asText().replaceFirst("^.*:", "")));
        return new Case(
                item.path("ruleId").asText(),
                item.path("path").asText(),
                item.path("approved").asBoolean(),
                item.path("expected").asText().equals("failed"),
                requirements);
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + PREFIX + path);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var file = folder.resolve(path.startsWith(PREFIX) ? path.substring(PREFIX.length()) : "-").normalize();
            if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            var name = file.getFileName().toString();
            var type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
            var body = Files.readAllBytes(file);
            exchange.getResponseHeaders().add("Content-Type", type);
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
