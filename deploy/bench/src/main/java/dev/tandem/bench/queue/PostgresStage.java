package dev.tandem.bench.queue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

/// A real PostgreSQL that can die and come back on the same data and port.
final class PostgresStage implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path data;
    private final int port;
    private EmbeddedPostgres server;

    private PostgresStage(Path data, int port) throws IOException {
        this.data = data;
        this.port = port;
        this.server = start(data, port);
    }

    static PostgresStage start(Path folder) throws IOException {
        return new PostgresStage(folder.resolve("postgres"), Waiting.freePort());
    }

    private static EmbeddedPostgres start(Path data, int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(port)
                .setPGStartupWait(PATIENCE)
                .setServerConfig("max_connections", "120")
                // What dies here are processes, never the machine; with it on, the disk would be measured.
                .setServerConfig("fsync", "off")
                .setServerConfig("unix_socket_directories", "")
                .start();
    }

    int port() {
        return port;
    }

    /// All connections are cut in the middle of what they do, and the server recovers from its log.
    void dieAndComeBack() throws IOException {
        die();
        comeBack();
    }

    void die() throws IOException {
        var postmaster =
                ProcessHandle.of(Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip()))
                        .orElseThrow();
        Signals.send(postmaster, "QUIT");
        postmaster.onExit().join();
    }

    void comeBack() throws IOException {
        server = start(data, port);
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", "postgres");
    }

    void run(String... statements) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            for (var each : statements) {
                statement.execute(each);
            }
        }
    }

    /// @return the first column of the first row
    String ask(String query) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "none";
        }
    }

    long count(String query) throws SQLException {
        return Long.parseLong(ask(query));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
