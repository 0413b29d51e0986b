package dev.tandem.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import redis.embedded.core.ExecutableProvider;

/// A real Redis that keeps what it holds from run to run.
///
/// Only the binary is the library's. Its own way to start one stops listening to Redis's log after the first lines, and
/// stops Redis in a shutdown hook of its own, at the same time as the services that still use it.
record RedisServer(Child child, int port) {

    static final String NAME = "redis";

    private static final Duration START = Duration.ofSeconds(20);
    private static final Duration STOP = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final int PING_MILLIS = 1_000;

    static RedisServer start(Home home, int port, Map<String, String> environment, StopRequest stop)
            throws IOException {
        var tools = Files.createDirectories(home.tools().resolve(NAME));
        var binary = ExecutableProvider.newJarResourceProvider(tools.toFile()).get().toPath().normalize();
        var settings = home.run().resolve("redis.conf");
        Files.writeString(settings, settings(home, port));
        var command = List.of(binary.toString(), settings.toString());
        var child = Child.start(home, NAME, command, settings.toString(), environment);
        awaitAnswer(home, child, port, stop);
        return new RedisServer(child, port);
    }

    String url(int database) {
        return "redis://127.0.0.1:%d/%d".formatted(port, database);
    }

    static void stop(Home home) throws IOException {
        for (var record : RunRecord.in(home.run())) {
            if (record.name().equals(NAME)) {
                record.process().ifPresent(process -> Ending.terminate(process, STOP));
            }
        }
    }

    private static String settings(Home home, int port) {
        // The process title is left alone because the next run recognises an orphan by its command line.
        return """
        port %d
        bind 127.0.0.1
        dir "%s"
        appendonly yes
        maxmemory-policy noeviction
        set-proc-title no
        """
                .formatted(port, home.redis());
    }

    private static void awaitAnswer(Home home, Child child, int port, StopRequest stop) {
        long deadline = System.nanoTime() + START.toNanos();
        while (!answers(port)) {
            if (!Ending.isAlive(child.process())) {
                throw StartFailure.withLog("Redis stopped before it was ready." + hint(), home, child.log());
            }
            if (System.nanoTime() - deadline > 0) {
                throw StartFailure.withLog(
                        "Redis was not ready within %d s.".formatted(START.toSeconds()), home, child.log());
            }
            if (stop.isMadeWithin(POLL)) {
                throw new StartFailure("Stopped before Redis was ready.");
            }
        }
    }

    private static boolean answers(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PING_MILLIS);
            socket.setSoTimeout(PING_MILLIS);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            var answer = socket.getInputStream().readNBytes("+PONG".length());
            // While it reads its log it answers -LOADING.
            return new String(answer, StandardCharsets.US_ASCII).equals("+PONG");
        } catch (IOException _) {
            return false;
        }
    }

    private static String hint() {
        boolean mac = System.getProperty("os.name", "").startsWith("Mac");
        return mac ? " On macOS its binary needs OpenSSL 3: brew install openssl@3." : "";
    }
}
