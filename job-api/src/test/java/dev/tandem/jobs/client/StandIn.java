package dev.tandem.jobs.client;

import dev.tandem.jobs.fetch.BoardFetchers;
import dev.tandem.jobs.jsonld.JsonLdFetcher;
import dev.tandem.jobs.listing.ListedPosting;
import dev.tandem.jobs.listing.Listing;
import dev.tandem.jobs.provider.AshbyFetcher;
import dev.tandem.jobs.provider.GreenhouseFetcher;
import dev.tandem.jobs.provider.LeverFetcher;
import dev.tandem.jobs.provider.SmartRecruitersFetcher;
import dev.tandem.jobs.provider.WorkdayFetcher;
import dev.tandem.jobs.source.Board;
import dev.tandem.jobs.source.Provider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.mutiny.core.Vertx;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;

/// A real server on loopback that stands in for every provider, and fetchers that ask it.
public final class StandIn implements AutoCloseable {

    public static final Instant NOW = Instant.parse("2026-11-22T10:15:00Z");

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    public final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final Vertx vertx = Vertx.vertx();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final URI address;
    private final WebExchange exchange;
    private final BoardClient client;
    private final FetchSettings settings;

    public StandIn(Handler<HttpServerRequest> handler) {
        this(handler, settings -> settings);
    }

    public StandIn(Handler<HttpServerRequest> handler, UnaryOperator<FetchSettings> changes) {
        var server =
                vertx.getDelegate()
                        .createHttpServer()
                        .requestHandler(request -> {
                            requests.add(request.method() + " " + request.uri());
                            handler.handle(request);
                        })
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
        this.address = URI.create("http://127.0.0.1:" + server.actualPort());
        this.settings = changes.apply(FetchSettings.at(address));
        this.exchange = new WebExchange(vertx, settings, meters);
        this.client = new BoardClient(exchange, settings);
    }

    /// A server that answers everything with this.
    public static StandIn answering(int status, String contentType, String body) {
        return new StandIn(request -> answer(request, status, contentType, Buffer.buffer(body)));
    }

    public static StandIn json(String body) {
        return answering(200, "application/json", body);
    }

    public static void answer(HttpServerRequest request, int status, String contentType, Buffer body) {
        request.response().setStatusCode(status).putHeader("Content-Type", contentType).end(body);
    }

    public URI address() {
        return address;
    }

    /// What the client has counted.
    public long counted(String meter) {
        return (long) meters.counter(meter).count();
    }

    public Vertx vertx() {
        return vertx;
    }

    public BoardClient client() {
        return client;
    }

    public Listing fetch(Provider provider, String board) {
        return fetch(provider, board, StandIn::loopback);
    }

    public Listing fetch(Provider provider, String board, PageAddresses addresses) {
        return fetching(provider, board, addresses).await().atMost(PATIENCE);
    }

    public Uni<Listing> fetching(Provider provider, String board, PageAddresses addresses) {
        return fetchers(addresses)
                .fetch(Board.parse(provider, board), null)
                .map(fetched -> Objects.requireNonNull(fetched.listing()));
    }

    /// Reads a posting of a board whole.
    public ListedPosting detail(Provider provider, String board, ListedPosting listed) {
        return fetchers().detail(Board.parse(provider, board), listed).await().atMost(PATIENCE);
    }

    public BoardFetchers fetchers() {
        return fetchers(StandIn::loopback);
    }

    private BoardFetchers fetchers(PageAddresses addresses) {
        InstantSource clock = InstantSource.fixed(NOW);
        return new BoardFetchers(
                List.of(
                        new GreenhouseFetcher(client, settings),
                        new LeverFetcher(client, settings),
                        new AshbyFetcher(client, settings),
                        new WorkdayFetcher(client, settings, clock),
                        new SmartRecruitersFetcher(client, settings),
                        new JsonLdFetcher(client, addresses, settings, clock)));
    }

    public static Uni<List<InetAddress>> loopback(String host, int port) {
        return Uni.createFrom().item(List.of(InetAddress.getLoopbackAddress()));
    }

    @Override
    public void close() {
        exchange.close();
        vertx.closeAndAwait();
    }
}
