package dev.tandem.audit.egress;

import dev.tandem.audit.egress.EgressVerdict.Kind;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;

/// A connection to a server. Its streams count, refuse what is over a limit, keep the connection from being taken for
/// idle, and turn the socket's errors into verdicts.
final class Upstream implements Closeable {

    private final Authority authority;
    private final Socket socket;
    private final Meter meter;
    private final ClientConnection owner;
    private final InputStream in;
    private final OutputStream out;
    private final AtomicBoolean open = new AtomicBoolean(true);
    private volatile boolean answered;

    Upstream(Authority authority, Socket socket, Meter meter, ClientConnection owner) throws IOException {
        this.authority = authority;
        this.socket = socket;
        this.meter = meter;
        this.owner = owner;
        this.in = new BufferedInputStream(new MeteredInput(socket.getInputStream()), HttpBody.BUFFER);
        this.out = new MeteredOutput(socket.getOutputStream());
    }

    Authority authority() {
        return authority;
    }

    /// Buffered. A read throws [EgressFailure] when the server cut the connection, or was silent for too long.
    InputStream in() {
        return in;
    }

    /// Not buffered.
    OutputStream out() {
        return out;
    }

    /// Whether anything has come from the server.
    boolean hasAnswered() {
        return answered;
    }

    boolean isOpen() {
        return open.get();
    }

    /// Tells the server that nothing more will come, and goes on listening.
    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    EgressFailure failure(Kind kind, String sentence) {
        return new EgressFailure(EgressVerdict.of(authority, kind, sentence));
    }

    EgressFailure cut() {
        return failure(Kind.RESET, "\"%s\" cut the connection.".formatted(authority.host()));
    }

    @Override
    public void close() {
        if (open.compareAndSet(true, false)) {
            meter.release();
        }
        try {
            socket.close();
        } catch (IOException already) {
            // It is gone either way.
        }
    }

    private IOException explained(IOException failed) {
        if (owner.hasExpired()) {
            return failure(Kind.TIMED_OUT, "\"%s\" stopped answering.".formatted(authority.host()));
        }
        // A socket that we closed ourselves says nothing about the server.
        return socket.isClosed() ? failed : cut();
    }

    private final class MeteredInput extends FilterInputStream {

        MeteredInput(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read;
            try {
                read = in.read(buffer, offset, length);
            } catch (IOException failed) {
                throw explained(failed);
            }
            if (read > 0) {
                answered = true;
                owner.touch();
                meter.down(authority, read);
            }
            return read;
        }
    }

    private final class MeteredOutput extends FilterOutputStream {

        MeteredOutput(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            // Counted before it leaves: what is over the limit must not.
            meter.up(authority, length);
            try {
                out.write(buffer, offset, length);
            } catch (IOException failed) {
                throw explained(failed);
            }
            owner.touch();
        }
    }
}
