package dev.tandem.audit.egress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/// A browser of which every byte is known. Its reads end after five seconds, so that a proxy that hangs fails the test.
final class RawClient implements Closeable {

    private final Socket socket;
    private final InputStream in;

    RawClient(int proxyPort) throws IOException {
        socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), proxyPort);
        socket.setSoTimeout(5_000);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /// @param text in which `\n` stands for a line's end
    RawClient send(String text) throws IOException {
        return sendBytes(text.replace("\n", "\r\n").getBytes(ISO_8859_1));
    }

    RawClient sendBytes(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    RawClient get(String authority, String path) throws IOException {
        return send("GET http://" + authority + path + " HTTP/1.1\nHost: " + authority + "\n\n");
    }

    HttpHead head() throws IOException {
        return HttpHead.readResponse(in);
    }

    String text(int bytes) throws IOException {
        return new String(in.readNBytes(bytes), ISO_8859_1);
    }

    /// All that still comes.
    String rest() throws IOException {
        return new String(in.readAllBytes(), ISO_8859_1);
    }

    /// Whether the proxy has closed the connection, be it by an end or by a reset; waits for either.
    boolean isCut() {
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException alive) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
