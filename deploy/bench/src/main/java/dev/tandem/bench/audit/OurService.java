package dev.tandem.bench.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.bench.stage.AdminToken;
import dev.tandem.bench.stage.PostgresStage;
import dev.tandem.bench.stage.RedisStage;
import dev.tandem.bench.stage.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// audit-api as it runs in production, with a real database and a real Redis, asked over HTTP.
final class OurService implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_FINDINGS = 200;

    private final PostgresStage postgres;
    private final RedisStage redis;
    private final ServiceProcess process;
    private final int slots;
    private final List<String> engines;
    private final String token = AdminToken.of("default", "audit:read audit:write");
    private final HttpClient http = HttpClient.newHttpClient();

    /// Starts it; its first scans make it warm.
    ///
    /// @param slots pages at once
    /// @param engines such as `AXE`
    OurService(Tools tools, int slots, List<String> engines, Map<String, String> settings) throws IOException {
        this.slots = slots;
        this.engines = List.copyOf(engines);
        Path folder = Files.createTempDirectory("tandem-bench-audit");
        postgres = PostgresStage.start(folder);
        redis = RedisStage.start(folder);
        var all = new HashMap<String, String>();
        all.put("DATABASE_URL", "postgresql://postgres:postgres@127.0.0.1:" + postgres.port() + "/postgres");
        all.put("REDIS_URL", "redis://127.0.0.1:" + redis.port());
        all.put("EGRESS_ALLOW", "127.0.0.0/8");
        all.put("AUDIT_BROWSER_SLOTS", Integer.toString(slots));
        all.put("AUDIT_RUN_PLACES", Integer.toString(slots));
        all.put("AUDIT_FEED_PER_HOST", "100000");
        all.put("AUDIT_ENGINE_DIRECTORY", tools.engines().toString());
        all.putAll(settings);
        var application = tools.root().resolve("audit-api/target/quarkus-app");
        process = new ServiceProcess("audit", application, folder, all, List.of("-Xmx512m"));
        process.awaitReady();
    }

    ProcessHandle handle() {
        return process.handle();
    }

    /// Audits all pages, as many at once as there are slots, each from its POST to its end.
    Measured run(String name, List<URI> warmUp, List<URI> pages) throws Exception {
        all(warmUp, (url, scan) -> {});
        var millis = Collections.synchronizedList(new ArrayList<Double>());
        var found = new ConcurrentSkipListMap<String, List<String>>();
        var start = System.nanoTime();
        try (var memory = ProcessTree.watch(process.handle())) {
            all(
                    pages,
                    (url, scan) -> {
                        millis.add((double) scan.millis());
                        found.computeIfAbsent(url.getPath(), _ -> codes(scan.id()));
                    });
            var seconds = (System.nanoTime() - start) / 1e9;
            return new Measured(name, pages.size(), seconds, millis, memory.peak(), Measured.counted(found));
        }
    }

    /// @param millis from POST until it had ended
    record Scan(String id, String status, long millis) {}

    /// What is done with a scan that has ended.
    interface Ended {
        void take(URI url, Scan scan) throws IOException, InterruptedException;
    }

    void all(List<URI> pages, Ended ended) throws Exception {
        var left = new ConcurrentLinkedQueue<>(pages);
        var workers = new ArrayList<Future<?>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var n = 0; n < slots; n++) {
                workers.add(
                        threads.submit(() -> {
                            for (var url = left.poll(); url != null; url = left.poll()) {
                                ended.take(url, scan(url, engines));
                            }
                            return null;
                        }));
            }
            for (var worker : workers) {
                worker.get();
            }
        }
    }

    Scan scan(URI url, List<String> engines) throws IOException, InterruptedException {
        var start = System.nanoTime();
        var body = JSON.writeValueAsString(Map.of("url", url.toString(), "engines", engines));
        var id = JSON.readTree(send("/scans", HttpRequest.BodyPublishers.ofString(body))).path("id").asText();
        // The events end with the scan.
        var events = send("/scans/" + id + "/events", null);
        var millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
        // The last of them says how it ended.
        var status = events.contains("\"status\":\"COMPLETED\"") ? "COMPLETED" : "FAILED";
        return new Scan(id, status, millis);
    }

    /// How a scan ended: the code of its error, or its status where it has none.
    String end(Scan scan) throws IOException, InterruptedException {
        return scan.status().equals("FAILED")
                ? get("/scans/" + scan.id()).path("error").path("code").asText("FAILED")
                : scan.status();
    }

    private List<String> codes(String id) {
        try {
            var codes = new ArrayList<String>();
            var cursor = "";
            do {
                var page = get("/scans/" + id + "/issues?limit=" + MOST_FINDINGS + cursor);
                for (var finding : page.path("items")) {
                    if (finding.path("certainty").asText().equals("VIOLATION")) {
                        codes.add(finding.path("code").asText());
                    }
                }
                cursor = page.path("next").isTextual() ? "&cursor=" + page.path("next").asText() : "";
            } while (!cursor.isEmpty());
            return codes;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(send(path, null));
    }

    private String send(String path, HttpRequest.@Nullable BodyPublisher body)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(process.address() + path))
                        .timeout(Duration.ofMinutes(10))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json");
        var answer =
                http.send(
                        (body == null ? request.GET() : request.POST(body)).build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    @Override
    public void close() throws IOException {
        process.terminate();
        process.awaitEnd(Duration.ofSeconds(60));
        process.close();
        http.close();
        redis.close();
        postgres.close();
    }
}
