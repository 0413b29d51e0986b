package dev.tandem.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// A launcher in a process of its own, with stand-ins for the services, as a test sees it from outside.
final class Installation implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(180);

    private final Path home;
    private final Process launcher;
    private final Path output;
    private final int auditPort;
    private final int jobsPort;

    private Installation(Path home, Process launcher, Path output, int auditPort, int jobsPort) {
        this.home = home;
        this.launcher = launcher;
        this.output = output;
        this.auditPort = auditPort;
        this.jobsPort = jobsPort;
    }

    static Installation start(Path home, Map<String, String> environment) throws IOException {
        return start(home, environment, freePort(), freePort());
    }

    /// One with the real services, as they were built.
    static Installation ofRealServices(Path home, Path root, Map<String, String> environment) throws IOException {
        var all = new TreeMap<>(environment);
        // They live for seconds here, for which the optimising compiler is not worth its time.
        all.put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
        return start(RealMain.class, root.toString(), home, all, freePort(), freePort());
    }

    private static Installation start(Path home, Map<String, String> environment, int auditPort, int jobsPort)
            throws IOException {
        var standIn = StandIn.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        return start(StandInMain.class, standIn, home, environment, auditPort, jobsPort);
    }

    private static Installation start(
            Class<?> main, String services, Path home, Map<String, String> environment, int auditPort, int jobsPort)
            throws IOException {
        Files.createDirectories(home);
        var output = Files.createTempFile(home, "launcher", ".out");
        // The launcher ends by halting, which leaves the libraries' temporary files where they are.
        var temporary = Files.createDirectories(home.resolve("tmp"));
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var builder =
                new ProcessBuilder(
                                java,
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Djava.io.tmpdir=" + temporary,
                                "-cp",
                                classPath,
                                main.getName(),
                                home.toString(),
                                services,
                                Integer.toString(auditPort),
                                Integer.toString(jobsPort))
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return new Installation(home.toRealPath(), builder.start(), output, auditPort, jobsPort);
    }

    static Installation ready(Path home) throws Exception {
        var installation = start(home, Map.of());
        installation.awaitReady();
        return installation;
    }

    /// One with a folder of its own that wants the same ports for its services.
    Installation another(Path otherHome) throws IOException {
        return start(otherHome, Map.of(), auditPort, jobsPort);
    }

    void awaitReady() throws Exception {
        awaitOutput("Ctrl-C stops everything.");
    }

    void awaitOutput(String text) throws Exception {
        until(
                "the launcher says: " + text,
                () -> {
                    if (!launcher.isAlive()) {
                        fail("The launcher ended early:%n%s", output());
                    }
                    return output().contains(text);
                });
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    ProcessHandle launcher() {
        return launcher.toHandle();
    }

    /// Waits for the launcher's end.
    int exitCode() throws Exception {
        if (!launcher.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            fail("The launcher did not end:%n%s", output());
        }
        return launcher.exitValue();
    }

    /// All that the launcher wrote down, by name: two services, Redis and PostgreSQL.
    Map<String, ProcessHandle> processes() throws IOException {
        var processes = new TreeMap<String, ProcessHandle>();
        for (var record : RunRecord.in(home.resolve("run"))) {
            processes.put(record.name(), record.process().orElseThrow());
        }
        return processes;
    }

    /// What runs on the installation's folder, written down or not.
    Stream<ProcessHandle> processesNamingItsFolder() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != launcher.pid())
                .filter(process ->
                        process.info().commandLine().filter(line -> line.contains(home.toString())).isPresent());
    }

    String processGroup(ProcessHandle process) throws IOException {
        var ps = new ProcessBuilder("ps", "-o", "pgid=", "-p", Long.toString(process.pid())).start();
        return new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    }

    String auditSays(String path) throws Exception {
        return get(auditPort, path);
    }

    String jobsSay(String path) throws Exception {
        return get(jobsPort, path);
    }

    int auditPort() {
        return auditPort;
    }

    int jobsPort() {
        return jobsPort;
    }

    Path home() {
        return home;
    }

    @Override
    public void close() throws Exception {
        launcher.destroy();
        if (!launcher.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            launcher.destroyForcibly().waitFor();
        }
    }

    static void assertAllGone(Stream<ProcessHandle> processes) {
        var remaining = processes.filter(Ending::isAlive).toList();
        assertThat(remaining).as("processes left behind").isEmpty();
    }

    static void awaitEnd(ProcessHandle process) throws Exception {
        try {
            process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException _) {
            fail("Process %d did not end.", process.pid());
        }
    }

    private static String get(int port, String path) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path))).build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    private static void until(String what, Condition condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() - deadline > 0) {
                fail("Waited in vain until %s.", what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /// Below the ports that the system hands out by itself: nobody gets this one before the launcher takes it.
    private static int freePort() {
        for (var tries = 0; tries < 100; tries++) {
            var port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // The next one, then.
            }
        }
        throw new IllegalStateException("There is no free port between 20000 and 32000.");
    }

    private interface Condition {
        boolean holds() throws Exception;
    }
}
