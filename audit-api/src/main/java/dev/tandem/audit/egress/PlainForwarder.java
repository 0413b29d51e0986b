package dev.tandem.audit.egress;

import dev.tandem.audit.egress.EgressVerdict.Kind;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/// Passes plain HTTP requests of one browser connection on. It keeps one server connection, used again while the
/// requests go to the same place: NTLM authenticates a connection, not a request.
final class PlainForwarder implements Closeable {

    private final ClientConnection client;
    private final EgressSession session;
    private final InputStream in;
    private final OutputStream out;
    private @Nullable Upstream current;
    private boolean responding;

    PlainForwarder(ClientConnection client, EgressSession session, InputStream in, OutputStream out) {
        this.client = client;
        this.session = session;
        this.in = in;
        this.out = out;
    }

    /// Whether the browser has got the start of an answer, so that no other can be given.
    boolean isResponding() {
        return responding;
    }

    /// Passes one request and its answer on.
    ///
    /// @return whether the browser may send another request over its connection
    /// @throws MalformedHead when the request's body can't be told apart from what follows it
    /// @throws EgressFailure when there is no answer, and the reason is known
    boolean forward(ProxyRequest request) throws IOException {
        responding = false;
        var body = HttpBody.ofRequest(request.head());
        var kept = current;
        var reused = kept != null && kept.isOpen() && kept.authority().equals(request.authority());
        var server = reused && kept != null ? kept : dial(request.authority());
        var upload = Upload.start(client, session, request, body, in, server);
        var answer = firstAnswer(server, reused, upload);
        return respond(request, answer, server, upload.isDoneSoon());
    }

    /// Gives the server's connection up.
    @Override
    public void close() {
        if (current != null) {
            current.close();
        }
    }

    private Upstream dial(Authority authority) throws IOException {
        close();
        var server = session.connect(authority, client);
        current = server;
        return server;
    }

    private HttpHead firstAnswer(Upstream server, boolean reused, Upload upload) throws IOException {
        try {
            while (true) {
                var head = HttpHead.readResponse(server.in());
                if (head.status() >= 200) {
                    return acceptable(head, server);
                }
                if (head.status() == 101) {
                    throw server.failure(Kind.BAD_ANSWER, "The server changed the protocol without being asked.");
                }
                responding = true;
                head.endToEnd().writeTo(out);
                responding = false;
            }
        } catch (MalformedHead malformed) {
            throw server.failure(Kind.BAD_ANSWER, malformed.sentence());
        } catch (IOException failed) {
            upload.throwIfOverLimit();
            // The server may have closed a kept connection while the request was on its way. We close ours without a
            // word: browsers then send the request again over a new connection, as they do without a proxy.
            if (reused && !client.hasExpired()) {
                throw new EOFException("The kept connection is closed");
            }
            throw failed instanceof EOFException ? server.cut() : failed;
        }
    }

    /// A 407 would make the browser offer the proxy's credentials to a site.
    private static HttpHead acceptable(HttpHead head, Upstream server) throws EgressFailure {
        if (head.status() == 407) {
            throw server.failure(Kind.BAD_ANSWER, "The server asks for credentials as only a proxy may.");
        }
        return head;
    }

    private boolean respond(ProxyRequest request, HttpHead answer, Upstream server, boolean uploaded)
            throws IOException {
        HttpBody body;
        try {
            body = HttpBody.ofResponse(answer, request.method());
        } catch (MalformedHead malformed) {
            throw server.failure(Kind.BAD_ANSWER, malformed.sentence());
        }
        // A request whose body the server did not wait for leaves the browser's connection in the middle of it.
        boolean keep = request.keepsConnection() && uploaded && !(body instanceof HttpBody.UntilClose);
        var head = body.announcedIn(answer.endToEnd());
        responding = true;
        (keep ? head : head.with("Connection", "close")).writeTo(out);
        try {
            body.copy(server.in(), out);
        } catch (MalformedHead malformed) {
            throw server.failure(Kind.BAD_ANSWER, malformed.sentence());
        } catch (EOFException early) {
            throw server.cut();
        }
        if (!keep || !serverKeepsConnection(answer)) {
            server.close();
        }
        return keep;
    }

    private static boolean serverKeepsConnection(HttpHead answer) {
        return answer.startLine().startsWith("HTTP/1.1")
                ? answer.tokens("Connection").noneMatch("close"::equals)
                : answer.tokens("Connection").anyMatch("keep-alive"::equals);
    }
}
