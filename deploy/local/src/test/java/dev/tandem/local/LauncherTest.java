package dev.tandem.local;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The launcher on a real PostgreSQL and a real Redis. The tests share a folder because initialising PostgreSQL is the
/// slow part; each leaves it without a running process.
class LauncherTest {

    @TempDir static Path folder;

    @Test
    void becomesReadyAndStopsEverythingOnSigterm() throws Exception {
        // Given
        try (var installation = Installation.ready(home())) {
            var processes = installation.processes();
            assertThat(processes).containsOnlyKeys("audit-api", "job-api", "postgres", "redis");
            assertThat(installation.auditSays("/environment?REDIS_URL")).endsWith("/0");
            assertThat(installation.jobsSay("/environment?REDIS_URL")).endsWith("/1");
            var child = ProcessHandle.of(Long.parseLong(installation.auditSays("/child"))).orElseThrow();

            // When
            installation.launcher().destroy();

            // Then
            assertThat(installation.exitCode()).isZero();
            Installation.assertAllGone(Stream.concat(processes.values().stream(), Stream.of(child)));
            assertThat(RunRecord.in(home().resolve("run"))).isEmpty();
        }
    }

    @Test
    void stopsEverythingWhenAServiceIsKilled() throws Exception {
        // Given
        try (var installation = Installation.ready(home())) {
            var processes = installation.processes();
            var orphan = ProcessHandle.of(Long.parseLong(installation.auditSays("/child"))).orElseThrow();

            // When
            requireNonNull(processes.get("audit-api")).destroyForcibly();

            // Then
            assertThat(installation.exitCode()).isOne();
            assertThat(installation.output()).contains("audit-api stopped by itself.");
            Installation.assertAllGone(Stream.concat(processes.values().stream(), Stream.of(orphan)));
        }
    }

    @Test
    void keepsWhatBothStoresHoldFromRunToRun() throws Exception {
        // Given
        try (var first = Installation.ready(home());
                var connection = database(first)) {
            connection.createStatement().execute("CREATE TABLE IF NOT EXISTS kept AS SELECT 'ÄÖ' AS word");
            redis(first, "SET kept 1");
        }

        // When
        try (var second = Installation.ready(home());
                var connection = database(second)) {

            // Then
            var row = connection.createStatement().executeQuery("SELECT lower(word) FROM kept");
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("äö");
            assertThat(redis(second, "GET kept")).isEqualTo("$1\r\n1\r\n");
        }
    }

    @Test
    void endsTheOrphansOfALauncherThatWasKilled() throws Exception {
        // Given
        try (var killed = Installation.ready(home())) {
            var orphans = killed.processes();
            var browser = ProcessHandle.of(Long.parseLong(killed.auditSays("/child"))).orElseThrow();
            killed.launcher().destroyForcibly();
            Installation.awaitEnd(killed.launcher());
            assertThat(orphans.values()).allMatch(Ending::isAlive);

            // When
            try (var next = Installation.ready(home())) {

                // Then
                Installation.assertAllGone(Stream.concat(orphans.values().stream(), Stream.of(browser)));
                assertThat(next.output()).contains("Ending what an earlier run left behind.");
                assertThat(next.processes()).hasSize(4);
            }
        }
    }

    @Test
    void showsTheLogOfAServiceThatDoesNotStart() throws Exception {
        // When
        try (var installation = Installation.start(home(), Map.of("STAND_IN_FAILS", "yes"))) {

            // Then
            assertThat(installation.exitCode()).isOne();
            assertThat(installation.output())
                    .contains("stopped before it was ready.")
                    .contains("The stand-in refuses to start.");
            assertThat(RunRecord.in(home().resolve("run"))).isEmpty();
        }
    }

    @Test
    void leavesNothingBehindWhenItIsStoppedWhileItStarts() throws Exception {
        // Given
        try (var installation = Installation.start(home(), Map.of())) {
            installation.awaitOutput("Starting PostgreSQL.");

            // When
            installation.launcher().destroy();

            // Then
            assertThat(installation.exitCode()).isOne();
            Installation.assertAllGone(installation.processesNamingItsFolder());
        }
    }

    /// What can be seen of one launcher that goes on running, because every start costs seconds.
    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class WhileItRuns {

        private Installation installation;

        @BeforeAll
        void start() throws Exception {
            installation = Installation.ready(home());
        }

        @AfterAll
        void stop() throws Exception {
            installation.close();
        }

        @Test
        void writesOneLineWithTheDevelopmentTokenForItsOwnerAlone() throws Exception {
            var token = home().resolve("token");

            assertThat(Files.readString(token)).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token))).isEqualTo("rw-------");
            assertThat(installation.output()).contains(Files.readString(token)).contains("/sign-in?code=");
        }

        @Test
        void keepsACtrlCInTheTerminalAwayFromWhatItStarted() throws Exception {
            // Then: a terminal sends SIGINT to the launcher's whole process group, and to nobody else.
            var group = installation.processGroup(installation.launcher());
            for (var process : installation.processes().values()) {
                assertThat(installation.processGroup(process)).isNotEqualTo(group);
            }
        }

        @Test
        void saysWhichPortIsTakenAndStartsNothing() throws Exception {
            // Given
            var other = folder.resolve("other");

            // When
            try (var second = installation.another(other)) {

                // Then
                assertThat(second.exitCode()).isOne();
                assertThat(second.output())
                        .isEqualToIgnoringNewLines(
                                "Port %d is taken, and audit-api needs it. Set TEST_PORT to another one."
                                        .formatted(installation.auditPort()));
                assertThat(other.resolve("postgres")).doesNotExist();
            }
        }

        @Test
        void refusesASecondLauncherOnTheSameFolder() throws Exception {
            // Given
            var processes = installation.processes();

            // When
            try (var second = Installation.start(home(), Map.of())) {

                // Then
                assertThat(second.exitCode()).isOne();
                assertThat(second.output()).contains("Tandem already runs on");
                assertThat(processes.values()).allMatch(Ending::isAlive);
            }
        }
    }

    private static Path home() {
        return folder.resolve("home with space");
    }

    private static Connection database(Installation installation) throws Exception {
        var address = installation.auditSays("/environment?DATABASE_URL");
        var parts = address.replaceFirst("postgresql://", "").split("[:@]", 3);
        return DriverManager.getConnection("jdbc:postgresql://" + parts[2], parts[0], parts[1]);
    }

    private static String redis(Installation installation, String command) throws Exception {
        var address = URI.create(installation.auditSays("/environment?REDIS_URL"));
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
            socket.getOutputStream().write((command + "\r\nQUIT\r\n").getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return answer.replace("+OK\r\n", "");
        }
    }
}
