package dev.tandem.audit.egress;

import dev.tandem.audit.egress.EgressVerdict.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Sends a request. A body goes on a thread of its own, because the server may answer before it is there: with `100
/// Continue`, for which the browser waits, or with a refusal.
final class Upload {

    /// How long an answer is held back for a body that may be through already, in a race that it usually wins.
    private static final Duration GRACE = Duration.ofMillis(200);

    private final @Nullable Future<?> sending;
    private volatile @Nullable EgressFailure overLimit;

    private Upload(ClientConnection client, EgressSession session, HttpBody body, InputStream from, Upstream server) {
        sending = body instanceof HttpBody.None ? null : client.fork(() -> send(client, session, body, from, server));
    }

    static Upload start(
            ClientConnection client,
            EgressSession session,
            ProxyRequest request,
            HttpBody body,
            InputStream from,
            Upstream server)
            throws IOException {
        try {
            body.announcedIn(request.forServer()).writeTo(server.out());
        } catch (EgressFailure failure) {
            if (failure.verdict().kind() == Kind.LIMIT) {
                throw failure;
            }
            // What the server says, or that it says nothing, is found out by reading.
        }
        return new Upload(client, session, body, from, server);
    }

    /// Whether the whole body has been sent.
    boolean isDoneSoon() {
        if (sending == null) {
            return true;
        }
        try {
            sending.get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException unfinished) {
            return false;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void throwIfOverLimit() throws EgressFailure {
        var failure = overLimit;
        if (failure != null) {
            throw failure;
        }
    }

    private void send(ClientConnection client, EgressSession session, HttpBody body, InputStream from, Upstream server)
            throws IOException {
        try {
            body.copy(from, server.out());
        } catch (EgressFailure failure) {
            if (failure.verdict().kind() == Kind.LIMIT) {
                session.record(failure.verdict());
                overLimit = failure;
                server.close();
            }
            throw failure;
        } catch (IOException browserGone) {
            client.close();
            throw browserGone;
        }
    }
}
