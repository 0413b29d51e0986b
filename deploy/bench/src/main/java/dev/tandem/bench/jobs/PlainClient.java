package dev.tandem.bench.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.zip.GZIPInputStream;

/// Asks with the JDK's client, at most six at once of each host.
final class PlainClient {

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Semaphore> turns = new ConcurrentHashMap<>();
    private final int port;

    PlainClient(int port) {
        this.port = port;
    }

    JsonNode json(String host, String path) throws IOException, InterruptedException {
        return json.readTree(send(host, request(host, path).GET()));
    }

    JsonNode post(String host, String path, String body) throws IOException, InterruptedException {
        var request = request(host, path).header("Content-Type", "application/json");
        return json.readTree(send(host, request.POST(HttpRequest.BodyPublishers.ofString(body))));
    }

    /// The JSON-LD of a page.
    JsonNode page(String host, String path) throws IOException, InterruptedException {
        var html = new String(send(host, request(host, path).GET()), StandardCharsets.UTF_8);
        var begin = html.indexOf('{', html.indexOf("application/ld+json"));
        return json.readTree(html.substring(begin, html.indexOf("</script>", begin)));
    }

    private HttpRequest.Builder request(String host, String path) {
        return HttpRequest.newBuilder(URI.create("http://%s:%d%s".formatted(host, port, path)))
                .header("Accept-Encoding", "gzip");
    }

    private byte[] send(String host, HttpRequest.Builder request) throws IOException, InterruptedException {
        var turn = turns.computeIfAbsent(host, any -> new Semaphore(Floor.PER_HOST, true));
        turn.acquire();
        try {
            var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IOException(answer.uri() + " answered " + answer.statusCode());
            }
            return answer.headers().firstValue("Content-Encoding").isPresent()
                    ? new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes()
                    : answer.body();
        } finally {
            turn.release();
        }
    }
}
