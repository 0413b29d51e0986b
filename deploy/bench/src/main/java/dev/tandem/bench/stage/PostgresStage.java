package dev.tandem.bench.stage;

import dev.tandem.common.testing.FreePort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A real PostgreSQL that can die and come back on the same data and port.
public final class PostgresStage implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path data;
    private final int port;
    private final EmbeddedPostgres server;
    private final Path programs;
    private @Nullable Connection asking;

    private PostgresStage(Path data, int port) throws IOException {
        this.data = data;
        this.port = port;
        this.server = start(data, port);
        this.programs = Objects.requireNonNull(Path.of(postmaster(data).info().command().orElseThrow()).getParent());
    }

    public static PostgresStage start(Path folder) throws IOException {
        return new PostgresStage(folder.resolve("postgres"), FreePort.choose());
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

    public int port() {
        return port;
    }

    /// All connections are cut in the middle of what they do, and the server recovers from its log.
    public void dieAndComeBack() throws IOException {
        die();
        comeBack();
    }

    public void die() throws IOException {
        var postmaster = postmaster(data);
        Signals.send(postmaster, "QUIT");
        postmaster.onExit().join();
    }

    /// The first process of the server that runs on that data, of which all others are children.
    public static ProcessHandle postmaster(Path data) throws IOException {
        var pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    /// With the settings that the library started it with, which PostgreSQL has written down itself.
    public void comeBack() throws IOException {
        var command = new ArrayList<String>();
        if ("root".equals(System.getProperty("user.name"))) {
            // PostgreSQL refuses to be root's; in a namespace of its own it is nobody's.
            command.addAll(List.of("unshare", "-U"));
        }
        var wait = Long.toString(PATIENCE.toSeconds());
        command.addAll(
                List.of(programs.resolve("pg_ctl").toString(), "-D", data.toString(), "-w", "-t", wait, "restart"));
        var log = data.resolveSibling("postgres.log").toFile();
        var output = ProcessBuilder.Redirect.appendTo(log);
        try {
            var code = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start().waitFor();
            if (code != 0) {
                throw new IOException("PostgreSQL did not come back; see " + log);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", "postgres");
    }

    public void run(String... statements) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            for (var each : statements) {
                statement.execute(each);
            }
        }
    }

    /// Over one connection that is kept, because looking must not cost what is measured. It may have died with its
    /// server since it was last used, so that a second one is tried.
    ///
    /// @return the first column of the first row
    public synchronized String ask(String query) throws SQLException {
        try {
            return askOnce(query);
        } catch (SQLException stale) {
            return askOnce(query);
        }
    }

    private String askOnce(String query) throws SQLException {
        var connection = asking;
        if (connection == null || connection.isClosed()) {
            connection = connect();
            asking = connection;
        }
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "none";
        } catch (SQLException broken) {
            connection.close();
            throw broken;
        }
    }

    public long count(String query) throws SQLException {
        return Long.parseLong(ask(query));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
