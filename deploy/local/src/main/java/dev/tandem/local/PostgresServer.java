package dev.tandem.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A real PostgreSQL whose data folder is kept from run to run.
///
/// The library unpacks the binaries, initialises the folder and starts the server. Stopping is ours: the library gives
/// a server 5 s and then leaves it running, and it can't end one that an earlier run left behind.
record PostgresServer(Child child, int port, String password) {

    static final String NAME = "postgres";

    private static final String OWNER = "tandem";
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(20);

    /// Starts the server and sees that the databases exist.
    static PostgresServer start(Home home, int port, List<String> databases) throws IOException, SQLException {
        var password = storedPassword(home);
        if (password.isEmpty()) {
            // An initialisation that was cut off can be neither used nor repeated in the same folder.
            delete(home.postgres());
        }
        var log = Child.freshLog(home, NAME);
        var server = builder(home, port, log).setConnectConfig("password", password.orElse("")).start();
        var child = new Child(NAME, postmaster(home).orElseThrow(), log);
        var command = Path.of(child.process().info().command().orElseThrow());
        new RunRecord(NAME, child.process().pid(), command, home.postgres().toString()).writeTo(home.run());
        var secret = password.orElseGet(() -> Secrets.generate(new SecureRandom()));
        try (var connection = server.getPostgresDatabase().getConnection()) {
            if (password.isEmpty()) {
                requirePassword(home, connection, secret);
            }
            for (var database : databases) {
                createIfMissing(connection, database);
            }
        }
        return new PostgresServer(child, port, secret);
    }

    /// The address in the form that a hosting platform gives it to a service.
    String url(String database) {
        return "postgresql://%s:%s@127.0.0.1:%d/%s".formatted(OWNER, password, port, database);
    }

    /// Ends the server that runs on the data folder, whoever started it; PostgreSQL itself writes down which it is.
    static void stop(Home home) throws IOException {
        // A start that was cut short leaves pg_ctl at work. Only when that has ended is there a server to find, or
        // none;
        // ending it first would leave one that has not written down its process id yet.
        ProcessHandle.current()
                .children()
                .filter(child -> executes(child, "pg_ctl"))
                .forEach(starter -> Ending.isGoneWithin(starter, START));
        postmaster(home).ifPresent(process -> Ending.interrupt(process, STOP));
    }

    private static EmbeddedPostgres.Builder builder(Home home, int port, Path log) {
        var output = ProcessBuilder.Redirect.appendTo(log.toFile());
        return EmbeddedPostgres.builder()
                .setDataDirectory(home.postgres())
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(home.tools().resolve(NAME).toFile())
                .setRegisterShutdownHook(false)
                .setPGStartupWait(START)
                .setErrorRedirector(output)
                .setOutputRedirector(output)
                // PostgreSQL's own collation knows Unicode and needs no locale of the machine.
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setLocaleConfig("locale", "C")
                .setPort(port)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                // The library is made for tests and turns both off. This data should outlive a power cut.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on");
    }

    private static Optional<ProcessHandle> postmaster(Home home) throws IOException {
        var file = home.postgres().resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var pid = Files.readAllLines(file).stream().findFirst().flatMap(PostgresServer::number);
        return pid.flatMap(ProcessHandle::of).filter(process -> isPostgresOn(home, process));
    }

    private static boolean isPostgresOn(Home home, ProcessHandle process) {
        return executes(process, NAME)
                && process.info()
                        .command()
                        .map(Path::of)
                        .map(file -> new RunRecord(NAME, process.pid(), file, home.postgres().toString()))
                        .filter(expected -> expected.recognises(process))
                        .isPresent();
    }

    private static boolean executes(ProcessHandle process, String program) {
        return process.info().command().map(Path::of).filter(file -> file.endsWith(program)).isPresent();
    }

    private static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.parseLong(text.strip()));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    /// Written last, into the data folder: it says that the folder is complete, and it can't get lost without it.
    private static Path passwordFile(Home home) {
        return home.postgres().resolve("tandem-password");
    }

    private static Optional<String> storedPassword(Home home) throws IOException {
        var file = passwordFile(home);
        return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    }

    private static void requirePassword(Home home, Connection connection, String password)
            throws SQLException, IOException {
        try (var statement = connection.createStatement()) {
            // Generated by us as base64url, so quoting it is all it needs; these statements take no parameters.
            statement.execute("ALTER ROLE postgres PASSWORD '%s'".formatted(password));
            statement.execute("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(OWNER, password));
            // Initialised to trust everybody on this machine, which is one person too many on a shared one.
            Files.writeString(home.postgres().resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
            statement.execute("SELECT pg_reload_conf()");
        }
        Home.writePrivately(passwordFile(home), password + "\n");
    }

    private static void createIfMissing(Connection connection, String database) throws SQLException {
        try (var query = connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
            query.setString(1, database);
            if (query.executeQuery().next()) {
                return;
            }
        }
        try (var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE %s OWNER %s".formatted(database, OWNER));
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
