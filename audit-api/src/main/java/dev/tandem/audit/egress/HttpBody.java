package dev.tandem.audit.egress;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/// How the body of an HTTP/1.x message is delimited (RFC 9112 §6.3). Whatever two readers could take differently is
/// refused.
sealed interface HttpBody {

    int BUFFER = 32 * 1024;
    int MAX_CHUNK_LINE = 1024;

    record None() implements HttpBody {}

    record Length(long bytes) implements HttpBody {}

    record Chunked() implements HttpBody {}

    record UntilClose() implements HttpBody {}

    static HttpBody ofRequest(HttpHead head) throws MalformedHead {
        return isChunked(head) ? refuseBothIn(head) : orElse(head, new None());
    }

    /// @param method of the request that it answers
    static HttpBody ofResponse(HttpHead head, String method) throws MalformedHead {
        int status = head.status();
        if (method.equals("HEAD") || status < 200 || status == 204 || status == 304) {
            return new None();
        }
        return isChunked(head) ? new Chunked() : orElse(head, new UntilClose());
    }

    /// The head with the headers that announce this body, and no others.
    default HttpHead announcedIn(HttpHead head) {
        return switch (this) {
            case None() -> head;
            case Length(var bytes) -> head.without("Content-Length").with("Content-Length", Long.toString(bytes));
            case Chunked() -> head.without("Content-Length").with("Transfer-Encoding", "chunked");
            case UntilClose() -> head.without("Content-Length");
        };
    }

    /// Passes the body on, piece by piece as it comes.
    default void copy(InputStream from, OutputStream to) throws IOException {
        switch (this) {
            case None() -> {}
            case Length(var bytes) -> copyExactly(bytes, from, to);
            case Chunked() -> copyChunks(from, to);
            case UntilClose() -> copyAll(from, to);
        }
    }

    static void copyAll(InputStream from, OutputStream to) throws IOException {
        var buffer = new byte[BUFFER];
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            to.write(buffer, 0, read);
            to.flush();
        }
    }

    private static void copyExactly(long bytes, InputStream from, OutputStream to) throws IOException {
        var buffer = new byte[(int) Math.min(BUFFER, Math.max(1, bytes))];
        for (long left = bytes; left > 0; ) {
            int read = from.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new EOFException("The message ends within its body");
            }
            to.write(buffer, 0, read);
            to.flush();
            left -= read;
        }
    }

    /// Chunk extensions and trailers are dropped, as any proxy may (RFC 9112 §7.1.1, RFC 9110 §6.5.1).
    private static void copyChunks(InputStream from, OutputStream to) throws IOException {
        for (long size = chunkSize(from); size > 0; size = chunkSize(from)) {
            to.write((Long.toHexString(size) + "\r\n").getBytes(US_ASCII));
            copyExactly(size, from, to);
            if (!HttpHead.readLine(from, 2).isEmpty()) {
                throw new MalformedHead("A chunk is longer than it says.");
            }
            to.write("\r\n".getBytes(US_ASCII));
        }
        for (int budget = 64 * 1024; ; ) {
            var trailer = HttpHead.readLine(from, budget);
            if (trailer.isEmpty()) {
                break;
            }
            budget -= trailer.length() + 2;
        }
        to.write("0\r\n\r\n".getBytes(US_ASCII));
        to.flush();
    }

    private static long chunkSize(InputStream from) throws IOException {
        var line = HttpHead.readLine(from, MAX_CHUNK_LINE);
        int extension = line.indexOf(';');
        var size = (extension < 0 ? line : line.substring(0, extension)).strip();
        if (!size.matches("[0-9A-Fa-f]{1,15}")) {
            throw new MalformedHead("A chunk has no size.");
        }
        return Long.parseLong(size, 16);
    }

    private static boolean isChunked(HttpHead head) throws MalformedHead {
        var codings = head.tokens("Transfer-Encoding").toList();
        if (!codings.isEmpty() && !codings.equals(List.of("chunked"))) {
            throw new MalformedHead("The body has a transfer coding other than chunked.");
        }
        return !codings.isEmpty();
    }

    private static HttpBody refuseBothIn(HttpHead head) throws MalformedHead {
        if (!head.all("Content-Length").isEmpty()) {
            throw new MalformedHead("The request announces its body in two ways.");
        }
        return new Chunked();
    }

    private static HttpBody orElse(HttpHead head, HttpBody unannounced) throws MalformedHead {
        var lengths = head.tokens("Content-Length").distinct().toList();
        if (lengths.isEmpty()) {
            return unannounced;
        }
        if (lengths.size() > 1 || !lengths.getFirst().matches("\\d{1,18}")) {
            throw new MalformedHead("The length of the body is not a number.");
        }
        return new Length(Long.parseLong(lengths.getFirst()));
    }
}
