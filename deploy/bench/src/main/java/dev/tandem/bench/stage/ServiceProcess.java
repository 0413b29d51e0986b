package dev.tandem.bench.stage;

import dev.tandem.common.testing.FreePort;
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

/// One process of a service, as it is started in production. It can be started again, which gives it the same name,
/// port and settings.
public class ServiceProcess implements AutoCloseable {

    /// As ./up starts the services. Their work is done by others, such as a database or a browser: the optimising
    /// compiler takes more than it brings, and would be measured beside what is measured.
    public static final List<String> JVM_FLAGS = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

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

    /// Starts it and does not wait.
    ///
    /// @param application the folder `quarkus-app`
    /// @param folder for its log
    /// @param javaOptions after those of `./up`, and before them where both say something
    public ServiceProcess(
            String name, Path application, Path folder, Map<String, String> settings, List<String> javaOptions)
            throws IOException {
        this.javaOptions = List.copyOf(javaOptions);
        this.name = name;
        this.application = application;
        this.folder = folder;
        this.port = FreePort.choose();
        this.settings = new HashMap<>(settings);
        this.process = launch();
    }

    private Process launch() throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(List.of(java));
        command.addAll(JVM_FLAGS);
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
        return builder.start();
    }

    public Path log() {
        return folder.resolve(name + ".log");
    }

    public String address() {
        return "http://127.0.0.1:" + port;
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /// How much processor time it has taken since it was started.
    public Duration cpu() {
        return handle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    public boolean isReady() throws IOException, InterruptedException {
        return status("/q/health/ready") == 200;
    }

    public int status(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address() + path)).timeout(Duration.ofSeconds(5)).build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    public void awaitReady() {
        Waiting.until(name + " is ready", START, () -> !process.isAlive() || isReady());
        if (!process.isAlive()) {
            throw new IllegalStateException(name + " ended early; see " + log());
        }
    }

    /// Waits until it has died by itself, and starts it again.
    public void awaitDeathAndRestart() throws IOException {
        awaitEnd(Duration.ofSeconds(60));
        restart();
    }

    public void restart() throws IOException {
        relaunch();
        awaitReady();
    }

    /// Starts it again and does not wait.
    public void relaunch() throws IOException {
        if (process.isAlive()) {
            throw new IllegalStateException(name + " is still alive.");
        }
        process = launch();
    }

    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    public void terminate() {
        process.destroy();
    }

    /// @return the exit code
    public int awaitEnd(Duration atMost) {
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

    public void freeze() {
        Signals.send(process.toHandle(), "STOP");
    }

    public void thaw() {
        Signals.send(process.toHandle(), "CONT");
    }

    /// Whether something has halted it by SIGSTOP.
    public boolean isFrozen() throws IOException {
        var status = Path.of("/proc", Long.toString(process.pid()), "status");
        return Files.readAllLines(status).stream().anyMatch(line -> line.matches("State:\\s+T.*"));
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        http.close();
    }
}
