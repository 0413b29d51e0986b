package dev.tandem.local;

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
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// The outside world on loopback: a page with four barriers, and all six providers with recorded boards.
final class Neighbourhood implements AutoCloseable {

    private static final String BARRIERS =
            """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Four barriers</title></head><body>
            <h1>Shop</h1><img src="/dot.png"><button></button><input type="text" name="mail">
            <p style="color:#bbb;background:#fff">Barely readable</p></body></html>\
            """;

    private static final String CAREERS =
            """
            <!doctype html><html lang="en"><head><title>Careers</title><script type="application/ld+json">
            {"@context": "https://schema.org", "@graph": [
              {"@type": "JobPosting", "title": "Baker", "identifier": "b-1", "description": "Bakes."},
              {"@type": "JobPosting", "title": "Miller", "identifier": "b-2", "description": "Mills."}]}
            </script></head><body><h1>Careers</h1></body></html>\
            """;

    private final HttpServer server;
    private final @Nullable Path recorded;

    /// @param recorded the folder of recorded boards, null where there is none
    Neighbourhood(@Nullable Path recorded) throws IOException {
        this.recorded = recorded;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        page("/barriers", BARRIERS);
        page("/careers", CAREERS);
        board("/v1/boards/", "greenhouse.json");
        board("/v0/postings/", "lever.json");
        board("/posting-api/job-board/", "ashby.json");
        board("/v1/companies/", "smartrecruiters.json");
        board("/wday/cxs/", "workday.json");
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /// Where job-api is to look for the providers.
    Map<String, String> providers() {
        var variables = new HashMap<String, String>();
        for (var provider : new String[] {"GREENHOUSE", "LEVER", "ASHBY", "SMARTRECRUITERS", "WORKDAY"}) {
            variables.put("JOBS_PROVIDER_" + provider + "_URL", url(""));
        }
        return variables;
    }

    private void page(String path, String html) {
        server.createContext(
                path, exchange -> send(exchange, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8)));
    }

    private void board(String path, String file) {
        server.createContext(
                path,
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    send(
                            exchange,
                            "application/json",
                            recorded == null ? new byte[0] : Files.readAllBytes(recorded.resolve(file)));
                });
    }

    private static void send(HttpExchange exchange, String type, byte[] body) throws IOException {
        try (exchange) {
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
