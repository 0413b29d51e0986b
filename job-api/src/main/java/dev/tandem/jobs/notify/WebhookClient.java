package dev.tandem.jobs.notify;

import dev.tandem.common.async.Blocking;
import dev.tandem.common.egress.EgressDenied;
import dev.tandem.common.egress.EgressGuard;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.core.net.SocketAddress;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import io.vertx.mutiny.ext.web.codec.BodyCodec;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;

/// Sends messages to addresses that somebody typed. It dials only what the egress guard lets through, follows no
/// redirect, and reads nothing of the answer but its status.
@Singleton
class WebhookClient {

    private final WebClient client;
    private final EgressGuard guard;
    private final NotifyConfig config;

    WebhookClient(Vertx vertx, EgressGuard guard, NotifyConfig config) {
        this.client =
                WebClient.create(
                        vertx,
                        new WebClientOptions()
                                .setUserAgent("Tandem/1 (webhook)")
                                .setKeepAlive(false)
                                .setConnectTimeout(Math.toIntExact(config.timeout().toMillis()))
                                .setFollowRedirects(false));
        this.guard = guard;
        this.config = config;
    }

    /// Blocks until there is an answer, or no use in waiting for one.
    ///
    /// @return why it was not delivered; empty when it was
    Optional<String> send(WebhookUrl url, WebhookSecret secret, String id, Instant at, String body) {
        try {
            var address = url.toDial(guard).getFirst();
            var status =
                    Blocking.await(request(url, address, secret, id, at, body), config.timeout().plusSeconds(1))
                            .statusCode();
            return status / 100 == 2 ? Optional.empty() : Optional.of("The receiver answered %d.".formatted(status));
        } catch (EgressDenied denied) {
            return Optional.of(String.valueOf(denied.getMessage()));
        } catch (TimeoutException late) {
            return Optional.of("The receiver did not answer within %d s.".formatted(config.timeout().toSeconds()));
        } catch (RuntimeException failure) {
            // The client's own sentences name addresses that were looked up.
            return Optional.of("The receiver could not be reached, or closed the connection too early.");
        }
    }

    private Uni<HttpResponse<Void>> request(
            WebhookUrl url, InetAddress address, WebhookSecret secret, String id, Instant at, String body) {
        var server =
                SocketAddress.newInstance(
                        io.vertx.core.net.SocketAddress.inetSocketAddress(url.port(), address.getHostAddress()));
        return client.request(HttpMethod.POST, server, new RequestOptions().setAbsoluteURI(url.uri().toString()))
                .putHeader("Content-Type", "application/json")
                .putHeader("webhook-id", id)
                .putHeader("webhook-timestamp", Long.toString(at.getEpochSecond()))
                .putHeader("webhook-signature", secret.signature(id, at, body))
                .as(BodyCodec.none())
                .sendBuffer(Buffer.buffer(body))
                .ifNoItem()
                .after(config.timeout())
                .fail();
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
