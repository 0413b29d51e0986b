package dev.tandem.common.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/// A port on 127.0.0.1 at which nobody listens for as long as this is open. A port that was merely free a moment ago
/// can be the next server's.
public final class DeadPort implements AutoCloseable {

    private final Socket holder = new Socket();

    /// @throws UncheckedIOException when there is no free port
    public DeadPort() {
        try {
            // Bound, but neither listening nor connected: who connects is refused.
            holder.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    public int number() {
        return holder.getLocalPort();
    }

    @Override
    public void close() {
        try {
            holder.close();
        } catch (IOException open) {
            throw new UncheckedIOException(open);
        }
    }
}
