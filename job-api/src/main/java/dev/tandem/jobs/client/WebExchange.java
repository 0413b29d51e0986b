package dev.tandem.jobs.client;

import dev.tandem.jobs.listing.FetchException;
import dev.tandem.jobs.listing.FetchFailure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.codec.compression.DecompressionException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.http.HttpClient;
import io.vertx.mutiny.core.net.SocketAddress;
import io.vertx.mutiny.ext.web.client.HttpRequest;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import io.vertx.mutiny.ext.web.codec.BodyCodec;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/// The one web client that all fetchers share, so that connections are reused from board to board.
///
/// It counts the connections that it opens, the answers and their bytes when unpacked, as `jobs.http.connections`,
/// `jobs.http.answers` and `jobs.http.bytes`.
///
/// It speaks HTTP/1.1 on purpose: large bodies over HTTP/2 have stalled before (quarkusio/quarkus#35180).
@Singleton
class WebExchange implements BoardClient.Exchange {

    private final WebClient client;
    private final FetchConfig.Http config;
    private final Counter answers;
    private final Counter bytes;

    @Inject
    WebExchange(Vertx vertx, FetchConfig config, MeterRegistry registry) {
        this(vertx, config.http(), options(config.http()), registry);
    }

    WebExchange(Vertx vertx, FetchConfig.Http config, WebClientOptions options, MeterRegistry registry) {
        this.config = config;
        this.answers = registry.counter("jobs.http.answers");
        this.bytes = registry.counter("jobs.http.bytes");
        var connections = registry.counter("jobs.http.connections");
        var counting =
                vertx.getDelegate()
                        .httpClientBuilder()
                        .with(options)
                        // Or else it is the builder's own: five connections per host.
                        .with(options.getPoolOptions())
                        .withConnectHandler(connection -> connections.increment())
                        .build();
        this.client = WebClient.wrap(HttpClient.newInstance(counting), options);
    }

    static WebClientOptions options(FetchConfig.Http config) {
        return new WebClientOptions()
                .setUserAgent(config.userAgent())
                .setKeepAlive(true)
                .setMaxPoolSize(config.connectionsPerHost())
                .setConnectTimeout(Math.toIntExact(config.timeout().toMillis()))
                .setDecompressionSupported(true)
                // Each hop of a redirect has to be looked at, which only the caller can do.
                .setFollowRedirects(false);
    }

    @Override
    public Uni<Answer> send(BoardRequest request, List<InetAddress> dial) {
        if (dial.isEmpty()) {
            return send(request, client.request(request.method(), options(request)));
        }
        var server =
                SocketAddress.newInstance(
                        io.vertx.core.net.SocketAddress.inetSocketAddress(
                                port(request), dial.getFirst().getHostAddress()));
        var sent = send(request, client.request(request.method(), server, options(request)));
        return dial.size() == 1
                ? sent
                : sent.onFailure(WebExchange::isUnreachable)
                        .recoverWithUni(() -> send(request, dial.subList(1, dial.size())));
    }

    private static RequestOptions options(BoardRequest request) {
        return new RequestOptions().setAbsoluteURI(request.uri().toString());
    }

    private static int port(BoardRequest request) {
        return options(request).getPort();
    }

    private Uni<Answer> send(BoardRequest request, HttpRequest<?> prepared) {
        return Uni.createFrom()
                .deferred(() -> {
                    var body = new CappedBody(config.bodyLimit());
                    var overflow = UniHelper.toUni(body.overflow()).<HttpResponse<Body>>replaceWith(() -> null);
                    var sent = dispatch(request, prepared.as(BodyCodec.newInstance(body)));
                    return Uni.combine()
                            .any()
                            .of(sent, overflow)
                            .ifNoItem()
                            .after(config.wholeTimeout())
                            .failWith(() -> tooSlow(request, config.wholeTimeout()))
                            .onTermination()
                            .invoke(body::stop);
                })
                .onItem()
                .transform(response -> answer(request, response))
                .onFailure(failure -> !(failure instanceof FetchException))
                .transform(failure -> explained(request, failure));
    }

    private Uni<HttpResponse<Body>> dispatch(BoardRequest request, HttpRequest<Body> prepared) {
        prepared.timeout(config.timeout().toMillis()).putHeader("Accept", request.accept());
        if (request.known() != null) {
            validators(request.known()).forEach(prepared::putHeader);
        }
        if (request.body() == null) {
            return prepared.send();
        }
        return prepared.putHeader("Content-Type", "application/json")
                .sendBuffer(io.vertx.mutiny.core.buffer.Buffer.buffer(request.body()));
    }

    private static Map<String, String> validators(Fingerprint known) {
        var headers = new HashMap<String, String>();
        if (known.etag() != null) {
            headers.put("If-None-Match", known.etag());
        }
        if (known.lastModified() != null) {
            headers.put("If-Modified-Since", known.lastModified());
        }
        return headers;
    }

    private Answer answer(BoardRequest request, HttpResponse<Body> response) {
        var body = response.body();
        answers.increment();
        bytes.increment(body == null ? 0 : body.length());
        return new Answer(
                request.uri(),
                false,
                response.statusCode(),
                new Answer.Headers(
                        response.getHeader("Content-Type"),
                        response.getHeader("Location"),
                        response.getHeader("Retry-After"),
                        response.getHeader("ETag"),
                        response.getHeader("Last-Modified")),
                body == null ? new Body() : body);
    }

    private static boolean isUnreachable(Throwable failure) {
        return failure instanceof FetchException known && known.failure().code() == FetchFailure.Code.UNREACHABLE;
    }

    /// The client's own sentences name resolved addresses, so they stay here.
    private FetchException explained(BoardRequest request, Throwable failure) {
        var host = request.uri().getHost();
        return switch (failure) {
            case TimeoutException late -> tooSlow(request, config.timeout());
            case DecompressionException broken ->
                    new FetchException(
                            FetchFailure.Code.MALFORMED, "%s sent something that can't be unpacked.".formatted(host));
            default ->
                    new FetchException(
                            FetchFailure.Code.UNREACHABLE,
                            "%s could not be reached, or closed the connection too early.".formatted(host));
        };
    }

    private static FetchException tooSlow(BoardRequest request, Duration limit) {
        return new FetchException(
                FetchFailure.Code.TIMEOUT,
                "%s did not answer within %d s.".formatted(request.uri().getHost(), limit.toSeconds()));
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
