package dev.tandem.audit.egress;

import dev.tandem.audit.egress.EgressVerdict.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Carries bytes both ways between a browser and a server (RFC 9110 §9.3.6), and ends each way by itself: one side may
/// be done with sending while the other still is.
final class Tunnel {

    private final ClientConnection client;
    private final EgressSession session;
    private final Upstream server;

    Tunnel(ClientConnection client, EgressSession session, Upstream server) {
        this.client = client;
        this.session = session;
        this.server = server;
    }

    /// Returns when both ways have ended.
    void run(InputStream in, OutputStream out) {
        var download = client.fork(() -> download(out));
        try {
            HttpBody.copyAll(in, server.out());
            server.endOutput();
        } catch (EgressFailure failure) {
            // A server that hangs up on the browser's goodbye has done its work.
            if (failure.verdict().kind() == Kind.LIMIT || !server.hasAnswered()) {
                session.record(failure.verdict());
            }
            client.close();
        } catch (IOException browserGone) {
            client.close();
        }
        ClientConnection.await(download);
    }

    private void download(OutputStream out) {
        try {
            HttpBody.copyAll(server.in(), out);
            if (!server.hasAnswered()) {
                session.record(server.cut().verdict());
            }
            client.endOutput();
        } catch (EgressFailure failure) {
            // A tunnel that fell asleep after its work is no failure of the server.
            if (failure.verdict().kind() != Kind.TIMED_OUT || !server.hasAnswered()) {
                session.record(failure.verdict());
            }
            client.close();
        } catch (IOException browserGone) {
            client.close();
        }
    }
}
