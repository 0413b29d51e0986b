package dev.tandem.bench.jobs;

import dev.tandem.bench.stage.AdminToken;
import dev.tandem.bench.stage.PostgresStage;
import dev.tandem.bench.stage.RedisStage;
import dev.tandem.bench.stage.ServiceProcess;
import dev.tandem.bench.stage.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/// The real service, which knows the stand-in's boards and nothing else.
final class JobApi implements Poller {

    private static final Duration END = Duration.ofMinutes(20);
    private static final int CALLERS = 8;
    private static final String RUNNING = "select count(*) from poll where state = 'RUNNING'";
    private static final String OPEN = "select count(*) from posting where status <> 'ARCHIVED' and misses = 0";

    private final ServiceProcess service;
    private final PostgresStage postgres;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String token = AdminToken.of("default", "jobs:read jobs:write");

    private final GcLog heap;

    private JobApi(ServiceProcess service, PostgresStage postgres, Path gcLog) {
        this.service = service;
        this.postgres = postgres;
        this.heap = new GcLog(gcLog);
    }

    /// @param database the port that the service connects to
    /// @param others further settings
    static JobApi start(
            Path folder,
            int standIn,
            PostgresStage postgres,
            int database,
            RedisStage redis,
            Map<String, String> others)
            throws IOException {
        Files.createDirectories(folder);
        var settings = new HashMap<>(providers(standIn));
        settings.put("DATABASE_URL", "postgresql://postgres:postgres@127.0.0.1:" + database + "/postgres");
        settings.put("REDIS_URL", "redis://127.0.0.1:" + redis.port());
        settings.put("EGRESS_ALLOW", "127.0.0.0/8");
        settings.putAll(others);
        var root = Path.of(System.getProperty("tandem.root", "../..")).toAbsolutePath().normalize();
        var gcLog = folder.resolve("gc.log");
        // In the memory that a small container has.
        var options = List.of("-Xmx512m", "-Xlog:gc:file=" + gcLog + ":none:filecount=0");
        var application = root.resolve("job-api/target/quarkus-app");
        var service = new ServiceProcess("job-api", application, folder, settings, options);
        service.awaitReady();
        return new JobApi(service, postgres, gcLog);
    }

    private static Map<String, String> providers(int port) {
        return Map.of(
                "JOBS_PROVIDER_GREENHOUSE_URL",
                address(Provider.GREENHOUSE, port),
                "JOBS_PROVIDER_LEVER_URL",
                address(Provider.LEVER, port),
                "JOBS_PROVIDER_ASHBY_URL",
                address(Provider.ASHBY, port),
                "JOBS_PROVIDER_SMARTRECRUITERS_URL",
                address(Provider.SMARTRECRUITERS, port),
                "JOBS_PROVIDER_WORKDAY_URL",
                "http://127.0.{tenant}.{pod}:" + port);
    }

    private static String address(Provider provider, int port) {
        return "http://%s:%d".formatted(new StandInBoard(provider, 0).host(), port);
    }

    void add(List<StandInBoard> boards, int standIn) throws Exception {
        try (var callers = Executors.newFixedThreadPool(CALLERS)) {
            var all =
                    boards.stream()
                            .<Callable<Boolean>>map(board ->
                                    () -> {
                                        add(board, standIn);
                                        return true;
                                    })
                            .toList();
            for (var each : callers.invokeAll(all)) {
                each.get();
            }
        }
    }

    private void add(StandInBoard board, int standIn) throws IOException, InterruptedException {
        var source =
                """
                {"name": "%s", "provider": "%s", "board": "%s"}\
                """
                        .formatted(board.name(), board.provider(), board.token(standIn));
        var answer = post("/sources", source);
        if (answer.statusCode() != 201) {
            throw new IOException("POST /sources answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    @Override
    public Duration poll() throws IOException, InterruptedException {
        var begin = System.nanoTime();
        var isOver = ask();
        var answered = Duration.ofNanos(System.nanoTime() - begin);
        if (!isOver) {
            Waiting.until("the poll is over", END, () -> postgres.count(RUNNING) == 0);
        }
        return answered;
    }

    /// Presses the button once.
    ///
    /// @return whether the answer was that of a poll that is over
    boolean ask() throws IOException, InterruptedException {
        var answer = post("/polls", "");
        if (answer.statusCode() != 200 && answer.statusCode() != 202) {
            throw new IOException("POST /polls answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.statusCode() == 200;
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(service.address() + path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    ServiceProcess service() {
        return service;
    }

    /// What its collector has written.
    GcLog heap() {
        return heap;
    }

    @Override
    public Duration cpu() {
        return service.cpu();
    }

    @Override
    public Stored stored() {
        return new Stored(OPEN, OPEN + " and description_text is not null");
    }

    @Override
    public void close() {
        service.close();
        http.close();
    }
}
