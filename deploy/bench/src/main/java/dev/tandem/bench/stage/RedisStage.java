package dev.tandem.bench.stage;

import dev.tandem.common.testing.FreePort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import redis.embedded.core.ExecutableProvider;

/// A real Redis without persistence that can die and come back empty on the same port.
public final class RedisStage implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int ANSWER_MILLIS = 5_000;

    private final Path binary;
    private final Path log;
    private final int port;
    private Process process;

    private RedisStage(Path folder) throws IOException {
        var tools = Files.createDirectories(folder.resolve("redis"));
        binary = ExecutableProvider.newJarResourceProvider(tools.toFile()).get().toPath().normalize();
        log = folder.resolve("redis.log");
        port = FreePort.choose();
        process = launch();
    }

    public static RedisStage start(Path folder) throws IOException {
        return new RedisStage(folder);
    }

    private Process launch() throws IOException {
        var arguments =
                List.of(
                        binary.toString(),
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--appendonly",
                        "no");
        var output = ProcessBuilder.Redirect.appendTo(log.toFile());
        var started = new ProcessBuilder(arguments).redirectErrorStream(true).redirectOutput(output).start();
        Waiting.until("Redis answers", PATIENCE, () -> command("PING").startsWith("+PONG"));
        return started;
    }

    public int port() {
        return port;
    }

    public void die() {
        process.destroyForcibly().onExit().join();
    }

    public void comeBack() throws IOException {
        process = launch();
    }

    public void freeze() {
        Signals.send(process.toHandle(), "STOP");
    }

    public void thaw() {
        Signals.send(process.toHandle(), "CONT");
    }

    /// Sends one command and gives back the beginning of the answer, as it came.
    public String command(String... words) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(ANSWER_MILLIS);
            var request = new ByteArrayOutputStream();
            request.writeBytes(("*" + words.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
            for (var word : words) {
                var bytes = word.getBytes(StandardCharsets.UTF_8);
                request.writeBytes(("$" + bytes.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
                request.writeBytes(bytes);
                request.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            socket.getOutputStream().write(request.toByteArray());
            var answer = new byte[4_096];
            var read = socket.getInputStream().read(answer);
            return new String(answer, 0, Math.max(read, 0), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
