package dev.tandem.bench.queue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// One process of audit-api, as it is started in production, with engines that do nothing. It can be started again,
/// which gives it the same name, port and settings.
final class AuditProcess implements AutoCloseable {

    static final String SECRET = "failure-tests-only-secret-0123456789abcdef";

    private static final Duration START = Duration.ofSeconds(90);

    private final String name;
    private final Path application;
    private final Path folder;
    private final int port;
    private final Map<String, String> settings;
    private final List<String> javaOptions;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private Process process;

    private AuditProcess(
            String name, Path application, Path folder, Map<String, String> settings, List<String> javaOptions)
            throws IOException {
        this.javaOptions = javaOptions;
        this.name = name;
        this.application = application;
        this.folder = folder;
        this.port = Waiting.freePort();
        this.settings = new HashMap<>(settings);
        this.process = launch();
    }

    /// Starts it and does not wait.
    ///
    /// @param application the folder `quarkus-app`
    /// @param javaOptions further ones
    static AuditProcess launch(
            String name, Path application, Path folder, Map<String, String> settings, List<String> javaOptions)
            throws IOException {
        return new AuditProcess(name, application, folder, settings, javaOptions);
    }

    private Process launch() throws IOException {
        disarm();
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(List.of(java, "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(javaOptions);
        command.addAll(List.of("-jar", application.resolve("quarkus-run.jar").toString()));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        var environment = builder.environment();
        environment.putAll(settings);
        environment.put("ALLOWED_HOSTS", "127.0.0.1,localhost");
        environment.put("ADMIN_SESSION_SECRET", SECRET);
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.put("TANDEM_FAILPOINTS", failpoints().toString());
        return builder.start();
    }

    /// The next time that this point is passed, it happens.
    ///
    /// @param failpoint such as `run.before-end=kill`
    void arm(String failpoint) throws IOException {
        Files.writeString(failpoints(), failpoint);
    }

    void disarm() throws IOException {
        Files.deleteIfExists(failpoints());
    }

    private Path failpoints() {
        return folder.resolve(name + ".failpoints");
    }

    Path log() {
        return folder.resolve(name + ".log");
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /// How the names of this process's claims begin.
    String worker() {
        return "worker-" + process.pid() + "-";
    }

    boolean isReady() throws IOException, InterruptedException {
        return status("/q/health/ready") == 200;
    }

    int status(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address() + path)).timeout(Duration.ofSeconds(5)).build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    void awaitReady() {
        Waiting.until(
                name + " is ready",
                START,
                () -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException(name + " ended early; see " + log());
                    }
                    return isReady();
                });
    }

    /// Waits until it has died by itself, and starts it again.
    void awaitDeathAndRestart() throws IOException {
        awaitEnd(Duration.ofSeconds(60));
        restart();
    }

    void restart() throws IOException {
        relaunch();
        awaitReady();
    }

    /// Starts it again and does not wait.
    void relaunch() throws IOException {
        if (process.isAlive()) {
            throw new IllegalStateException(name + " is still alive.");
        }
        process = launch();
    }

    /// Alive, not halted, and with no failpoint.
    void makeWhole() throws IOException {
        disarm();
        if (process.isAlive()) {
            thaw();
        } else {
            restart();
        }
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    void terminate() {
        process.destroy();
    }

    /// @return the exit code
    int awaitEnd(Duration atMost) {
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(name + " did not end within " + atMost);
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    void freeze() {
        Signals.send(process.toHandle(), "STOP");
    }

    void thaw() {
        Signals.send(process.toHandle(), "CONT");
    }

    /// Whether a failpoint has halted it by SIGSTOP.
    boolean isFrozen() throws IOException {
        var status = Path.of("/proc", Long.toString(process.pid()), "status");
        return Files.readAllLines(status).stream().anyMatch(line -> line.matches("State:\\s+T.*"));
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        http.close();
    }
}
