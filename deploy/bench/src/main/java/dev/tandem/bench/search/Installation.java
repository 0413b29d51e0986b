package dev.tandem.bench.search;

import dev.tandem.bench.stage.AdminToken;
import dev.tandem.bench.stage.PostgresStage;
import dev.tandem.bench.stage.ServiceProcess;
import dev.tandem.common.testing.FreePort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import redis.embedded.RedisServer;

/// A real PostgreSQL, a real Redis and job-api as it is started in production, which sets up the database itself.
final class Installation implements AutoCloseable {

    static final String TENANT = "default";

    private final Path folder;
    private final EmbeddedPostgres postgres;
    private final RedisServer redis;
    private final ServiceProcess service;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String token = AdminToken.of(TENANT, "jobs:read jobs:write");

    private Installation(Path folder, Path application) throws IOException {
        this.folder = folder;
        this.postgres = postgres(folder);
        var redisPort = FreePort.choose();
        this.redis = RedisServer.newRedisServer().port(redisPort).bind("127.0.0.1").setting("save \"\"").build();
        redis.start();
        this.service = service(application, redisPort);
    }

    /// @param folder where the data stays for the next run
    /// @param application the folder `quarkus-app`
    static Installation start(Path folder, Path application) throws IOException {
        var started = new Installation(Files.createDirectories(folder), application);
        try {
            started.service.awaitReady();
        } catch (RuntimeException notReady) {
            started.close();
            throw notReady;
        }
        return started;
    }

    /// What a server for a million postings would be given, and nothing that makes one query faster than another.
    private static EmbeddedPostgres postgres(Path folder) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("postgres"))
                .setCleanDataDirectory(false)
                .setPort(FreePort.choose())
                .setPGStartupWait(Duration.ofSeconds(60))
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("shared_buffers", "1GB")
                .setServerConfig("effective_cache_size", "3GB")
                .setServerConfig("random_page_cost", "1.1")
                .setServerConfig("max_wal_size", "8GB")
                .setServerConfig("fsync", "off")
                .setServerConfig("session_preload_libraries", "auto_explain")
                .setServerConfig("auto_explain.log_analyze", "on")
                .setServerConfig("auto_explain.log_timing", "off")
                .setServerConfig("logging_collector", "on")
                .setServerConfig("log_directory", folder.resolve("log").toString())
                .setServerConfig("log_filename", "postgres.log")
                .start();
    }

    private ServiceProcess service(Path application, int redisPort) throws IOException {
        var settings =
                Map.of(
                        "DATABASE_URL",
                        "postgresql://postgres:postgres@127.0.0.1:" + postgres.getPort() + "/postgres",
                        "REDIS_URL",
                        "redis://127.0.0.1:" + redisPort);
        // A million postings are for a server, whose container leaves the choice of compilers to the JVM.
        var options = List.of("-Xmx512m", "-XX:TieredStopAtLevel=4");
        return new ServiceProcess("service", application, folder, settings, options);
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres", "postgres", "postgres");
    }

    /// @return the answer's body
    String get(String path) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(service.address() + path))
                        .header("Authorization", "Bearer " + token)
                        .timeout(Duration.ofSeconds(60))
                        .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    /// How much processor time the service has taken since it was started.
    Duration serviceCpu() {
        return service.cpu();
    }

    /// How much processor time PostgreSQL's processes that run now have taken.
    Duration databaseCpu() throws IOException {
        return PostgresStage.postmaster(folder.resolve("postgres"))
                .children()
                .map(child -> child.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /// What PostgreSQL does for this request, as it says itself.
    List<String> plans(String path) throws Exception {
        set("0");
        var log = folder.resolve("log/postgres.log");
        var before = Files.size(log);
        get(path);
        set("-1");
        var text = Files.readAllBytes(log);
        return new String(text, (int) before, (int) (text.length - before), StandardCharsets.UTF_8).lines().toList();
    }

    private void set(String millis) throws Exception {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("alter system set auto_explain.log_min_duration = " + millis);
            statement.execute("select pg_reload_conf()");
            // The sessions notice it between two statements.
            statement.execute("select pg_sleep(0.3)");
        }
    }

    @Override
    public void close() {
        service.close();
        try {
            redis.stop();
            postgres.close();
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
        http.close();
    }
}
