package dev.tandem.bench.queue;

import dev.tandem.bench.stage.AdminToken;
import dev.tandem.bench.stage.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Asks for scans as a careful caller does: with an `Idempotency-Key`, again and again until there is an answer.
final class AuditClient implements AutoCloseable {

    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([0-9a-f-]{36})\"");
    private static final Duration GIVE_UP = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Supplier<String> address;
    private final String token;

    AuditClient(Supplier<String> address, String tenant) {
        this.address = address;
        this.token = AdminToken.of(tenant, "audit:read audit:write admin");
    }

    /// Asks for a scan until it is accepted.
    ///
    /// @return its id, which the service has acknowledged
    UUID scan(String url) {
        var key = UUID.randomUUID().toString();
        var accepted = new UUID[1];
        Waiting.until(
                "a scan is accepted",
                GIVE_UP,
                () -> {
                    accepted[0] = tryScan(url, key);
                    return true;
                });
        return accepted[0];
    }

    /// Asks once.
    UUID tryScan(String url, String key) throws IOException, InterruptedException {
        var body = "{\"url\": \"" + url + "\", \"engines\": [\"AXE\"]}";
        var answer = send(request("/scans").header("Idempotency-Key", key).POST(json(body)));
        if (answer.statusCode() != 202) {
            throw new IOException("POST /scans answered " + answer.statusCode() + ": " + answer.body());
        }
        var id = ID.matcher(answer.body());
        if (!id.find()) {
            throw new IOException("No id in " + answer.body());
        }
        return UUID.fromString(id.group(1));
    }

    String get(String path) throws IOException, InterruptedException {
        return send(request(path).GET()).body();
    }

    int post(String path, String body) throws IOException, InterruptedException {
        return send(request(path).POST(json(body))).statusCode();
    }

    int delete(String path) throws IOException, InterruptedException {
        return send(request(path).DELETE()).statusCode();
    }

    private static HttpRequest.BodyPublisher json(String body) {
        return HttpRequest.BodyPublishers.ofString(body);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address.get() + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
