package dev.tandem.common.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// Ports for servers that can't choose one by themselves.
public final class FreePort {

    private FreePort() {}

    /// One below those that the system hands out by itself, so that nobody gets it before the server takes it.
    ///
    /// @throws IllegalStateException when a hundred of them were taken
    public static int choose() {
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
}
