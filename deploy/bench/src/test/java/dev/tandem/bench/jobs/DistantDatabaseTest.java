package dev.tandem.bench.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DistantDatabaseTest {

    private static final Duration FAR = Duration.ofMillis(60);

    @Test
    void whatIsSentWithoutWaitingIsUnderWayTogetherAndArrivesInOrder() throws Exception {
        // Given: something that sends back what it gets
        try (var echo = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var database = new DistantDatabase(echo.getLocalPort(), FAR)) {
            Thread.ofVirtual().start(() -> echo(echo));
            try (var client = new Socket(InetAddress.getLoopbackAddress(), database.port())) {
                // When: ten bytes one by one, none waiting for the one before
                var begin = System.nanoTime();
                for (var n = 0; n < 10; n++) {
                    client.getOutputStream().write(n);
                }
                var back = client.getInputStream().readNBytes(10);
                var took = Duration.ofNanos(System.nanoTime() - begin);

                // Then: ten round trips would have taken ten times as long
                assertThat(back).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
                assertThat(took).isGreaterThanOrEqualTo(FAR).isLessThan(FAR.multipliedBy(8));
            }
        }
    }

    private static void echo(ServerSocket server) {
        try (var socket = server.accept()) {
            var ignored = socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException closed) {
            // the test is over
        }
    }
}
