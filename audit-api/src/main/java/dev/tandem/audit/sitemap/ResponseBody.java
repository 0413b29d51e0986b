package dev.tandem.audit.sitemap;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A response's body for a thread that may block: at most one piece of it is asked for ahead, so that a long body waits
/// at its sender and not here.
final class ResponseBody extends InputStream {

    /// Stands behind the last piece.
    private enum End {
        END
    }

    private final HttpClientResponse response;
    private final long silenceNanos;
    private final long deadline;
    private final BlockingQueue<Object> pieces = new LinkedBlockingQueue<>();
    private Buffer current = Buffer.buffer();
    private boolean ended;
    private int position;

    /// Sends a request and keeps what comes for whoever reads it later.
    ///
    /// The body is made where the answer arrives. Made by whoever waits for the answer, it could come too late: Vert.x
    /// drops what comes while nobody has paused the answer.
    ///
    /// @param silence how long the next piece may take
    /// @param whole how long all of it may take from its head on
    static Future<ResponseBody> of(Future<HttpClientRequest> request, Duration silence, Duration whole) {
        return request.compose(ready -> ready.send().map(response -> new ResponseBody(response, silence, whole)));
    }

    private ResponseBody(HttpClientResponse response, Duration silence, Duration whole) {
        this.response = response;
        this.silenceNanos = silence.toNanos();
        this.deadline = System.nanoTime() + whole.toNanos();
        response.pause();
        response.exceptionHandler(pieces::add);
        response.endHandler(end -> pieces.add(End.END));
        response.handler(pieces::add);
    }

    int status() {
        return response.statusCode();
    }

    @Nullable String header(String name) {
        return response.getHeader(name);
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        while (!ended && position == current.length()) {
            advance();
        }
        if (ended) {
            return -1;
        }
        var count = Math.min(length, current.length() - position);
        current.getBytes(position, position + count, into, offset);
        position += count;
        return count;
    }

    private void advance() throws IOException {
        response.fetch(1);
        try {
            var wait = Math.min(silenceNanos, deadline - System.nanoTime());
            var next = pieces.poll(Math.max(0, wait), TimeUnit.NANOSECONDS);
            switch (next) {
                case null -> throw new SocketTimeoutException("The server is silent or too slow.");
                case End end -> ended = true;
                case Buffer piece -> {
                    current = piece;
                    position = 0;
                }
                default -> throw new IOException("The connection broke off.");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    /// Hangs up on what has not come yet.
    @Override
    public void close() {
        if (!ended) {
            response.request().reset();
        }
    }
}
