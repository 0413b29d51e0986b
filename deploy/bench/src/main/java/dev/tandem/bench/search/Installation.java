package dev.tandem.bench.search;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
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
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import redis.embedded.RedisServer;

/// A real PostgreSQL, a real Redis and job-api as it is started in production, which sets up the database itself.
final class Installation implements AutoCloseable {

    static final String TENANT = "default";

    private static final String SECRET = "search-benchmark-secret-0123456789abcdef";
    private static final Duration START = Duration.ofSeconds(120);

    private final Path folder;
    private final EmbeddedPostgres postgres;
    private final RedisServer redis;
    private final Process service;
    private final int port = freePort();
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String token = token();

    private Installation(Path folder, Path application) throws IOException {
        this.folder = folder;
        this.postgres = postgres(folder);
        var redisPort = freePort();
        this.redis = RedisServer.newRedisServer().port(redisPort).bind("127.0.0.1").setting("save \"\"").build();
        redis.start();
        this.service = service(application, redisPort);
    }

    /// @param folder where the data stays for the next run
    /// @param application the folder `quarkus-app`
    static Installation start(Path folder, Path application) throws IOException, InterruptedException {
        var started = new Installation(Files.createDirectories(folder), application);
        started.awaitReady();
        return started;
    }

    /// What a server for a million postings would be given, and nothing that makes one query faster than another.
    private static EmbeddedPostgres postgres(Path folder) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("postgres"))
                .setCleanDataDirectory(false)
                .setPort(freePort())
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

    private Process service(Path application, int redisPort) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder =
                new ProcessBuilder(
                                java,
                                "-Xmx512m",
                                "-XX:+UseSerialGC",
                                "-jar",
                                application.resolve("quarkus-run.jar").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("service.log").toFile());
        var environment = builder.environment();
        environment.put("ALLOWED_HOSTS", "127.0.0.1");
        environment.put("ADMIN_SESSION_SECRET", SECRET);
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.put("DATABASE_URL", "postgresql://postgres:postgres@127.0.0.1:" + postgres.getPort() + "/postgres");
        environment.put("REDIS_URL", "redis://127.0.0.1:" + redisPort);
        return builder.start();
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres", "postgres", "postgres");
    }

    /// @return the answer's body
    String get(String path) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Authorization", "Bearer " + token)
                        .timeout(Duration.ofSeconds(60))
                        .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
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

    private void awaitReady() throws InterruptedException {
        var until = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < until && service.isAlive()) {
            try {
                get("/postings?limit=1");
                return;
            } catch (IOException notYet) {
                Thread.sleep(200);
            }
        }
        close();
        throw new IllegalStateException("job-api did not start; see " + folder.resolve("service.log"));
    }

    private static String token() {
        var claims = new JwtClaims();
        claims.setSubject("benchmark");
        claims.setStringClaim("tenant", TENANT);
        claims.setStringClaim("scope", "jobs:read jobs:write");
        claims.setExpirationTimeMinutesInTheFuture(24 * 60);
        var signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        signature.setKey(new HmacKey(SECRET.getBytes(StandardCharsets.UTF_8)));
        signature.setPayload(claims.toJson());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        service.destroy();
        service.onExit().join();
        try {
            redis.stop();
            postgres.close();
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
        http.close();
    }
}
