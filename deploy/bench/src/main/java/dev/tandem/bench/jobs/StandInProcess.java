package dev.tandem.bench.jobs;

import dev.tandem.bench.stage.ServiceProcess;
import dev.tandem.common.testing.FreePort;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The stand-in as a process, so that what it costs is not counted as anybody's.
final class StandInProcess implements AutoCloseable {

    private final int port;
    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();

    private StandInProcess(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    /// @param times 49 boards
    /// @param length of a description, in characters
    /// @param keeps whether answers are packed, and made before they are asked for
    static StandInProcess start(int times, int length, boolean keeps) throws IOException {
        var port = FreePort.choose();
        var arguments = List.of(port, times, length, keeps).stream().map(String::valueOf).toList();
        var process = java("-Xmx1g", StandIn.class, arguments);
        var reader = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
        if (!"ready".equals(reader.readLine())) {
            throw new IOException("The stand-in did not start.");
        }
        return new StandInProcess(port, process);
    }

    /// A process of this benchmark itself.
    static Process java(String heap, Class<?> main, List<String> arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(heap, "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(ServiceProcess.JVM_FLAGS);
        command.addAll(List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    int port() {
        return port;
    }

    /// Begins a day and forgets what was counted.
    ///
    /// @param latency of each answer, in milliseconds
    void day(int day, int latency) throws IOException, InterruptedException {
        var uri = URI.create("http://127.0.0.1:%d/day?day=%d&latency=%d".formatted(port, day, latency));
        send(HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.noBody()).build());
    }

    Traffic.Seen seen() throws IOException, InterruptedException {
        var uri = URI.create("http://127.0.0.1:%d/counts".formatted(port));
        return Traffic.Seen.parse(send(HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).build()));
    }

    private String send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        http.close();
    }
}
