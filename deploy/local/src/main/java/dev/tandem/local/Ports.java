package dev.tandem.local;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/// Ports on 127.0.0.1: which are free, and which were chosen earlier.
final class Ports {

    private static final int CONNECT_MILLIS = 500;

    private final Path file;

    Ports(Path file) {
        this.file = file;
    }

    /// The port that was chosen the first time, as long as nobody else has taken it since.
    ///
    /// @param preferred what to choose the first time, when it is free
    int chosen(String name, int preferred) throws IOException {
        var stored = new Properties();
        if (Files.exists(file)) {
            stored.load(new StringReader(Files.readString(file)));
        }
        int port = Integer.parseInt(stored.getProperty(name, Integer.toString(preferred)));
        if (isTaken(port)) {
            port = free();
        }
        if (!Integer.toString(port).equals(stored.setProperty(name, Integer.toString(port)))) {
            var text = new StringWriter();
            stored.store(text, null);
            Files.writeString(file, text.toString());
        }
        return port;
    }

    /// The port set in the environment, or the default.
    ///
    /// @throws StartFailure when the value is not a port
    static int configured(Map<String, String> environment, String name, int standard) {
        var value = environment.getOrDefault(name, "");
        try {
            int port = value.isBlank() ? standard : Integer.parseInt(value.strip());
            if (port > 0 && port < 65_536) {
                return port;
            }
        } catch (NumberFormatException _) {
            // Said below, as for a number out of range.
        }
        throw new StartFailure("%s is '%s', which is not a port.".formatted(name, value));
    }

    static boolean isTaken(int port) {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        // Binding alone is no proof: macOS lets a socket bind beside one that listens on all addresses.
        try (var probe = new Socket()) {
            probe.connect(address, CONNECT_MILLIS);
            return true;
        } catch (IOException _) {
            return !canBind(address);
        }
    }

    private static boolean canBind(InetSocketAddress address) {
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(address);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static int free() throws IOException {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }
}
