package dev.tandem.jobs.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.jobs.listing.FetchException;
import dev.tandem.jobs.listing.FetchFailure;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Asks boards: at most a few requests at once for each host, redirects followed but not out of sight, and answers
/// believed only when they are what was asked for.
///
/// Results arrive on an event loop or a virtual thread, whichever came last.
@Singleton
public class BoardClient {

    private static final int NOT_MODIFIED = 304;
    private static final int MOST_REDIRECTS = 5;

    private final Exchange exchange;
    private final HostTurns turns;
    private final FetchConfig.Http config;
    private final InstantSource clock = InstantSource.system();

    BoardClient(Exchange exchange, FetchConfig config) {
        this.exchange = exchange;
        this.config = config.http();
        this.turns = new HostTurns(this::pace, clock, BoardClient::later);
    }

    /// Reads JSON from a provider, and what it means, away from the event loop when it is long.
    ///
    /// @param read turns the root into a result; may throw a [FetchException]
    /// @return fails with a [FetchException]
    public <T> Uni<T> json(BoardRequest request, Function<JsonNode, T> read) {
        return ask(request, Redirects::withinSite)
                .onItem()
                .invoke(JsonAnswer::require)
                .onItem()
                .transformToUni(answer -> answer.offLoop(() -> read.apply(JsonAnswer.root(answer))));
    }

    /// Has JSON sent by a provider, without reading it: it may be known already.
    ///
    /// @return fails with a [FetchException]
    public Uni<JsonAnswer> unread(BoardRequest request) {
        return ask(request, Redirects::withinSite).map(JsonAnswer::new);
    }

    /// What was read of an answer.
    ///
    /// @param content null when the answer is the known one
    public record Read<T>(@Nullable T content, String fingerprint) {}

    /// Reads long JSON row by row, but not an answer that is known already. A host that named a validator is asked only
    /// for what has changed.
    ///
    /// @param known an earlier answer's fingerprint, null for none
    public <T> Uni<Read<T>> rowsUnless(@Nullable String known, BoardRequest request, Function<JsonRows, T> read) {
        var earlier = known == null ? null : Fingerprint.parse(known);
        return ask(request.unless(earlier), Redirects::withinSite)
                .onItem()
                .transformToUni(answer -> answer.offLoop(() -> rowsUnless(earlier, answer, read)));
    }

    private static <T> Read<T> rowsUnless(@Nullable Fingerprint earlier, Answer answer, Function<JsonRows, T> read) {
        if (earlier != null && earlier.hasValidator() && answer.status() == NOT_MODIFIED) {
            return new Read<>(null, earlier.text());
        }
        var json = new JsonAnswer(answer);
        var isKnown = earlier != null && earlier.hash().equals(json.hash());
        return new Read<>(isKnown ? null : json.rows(read), json.fingerprint().text());
    }

    /// Reads a page whose address a person gave: every host on the way is checked, and exactly the checked address is
    /// dialled.
    ///
    /// @return the answer, of whatever type and with status 200; fails with a [FetchException]
    public Uni<Answer> page(URI page, PageAddresses addresses) {
        return checked(BoardRequest.page(page), addresses);
    }

    /// The same for a file beside such a page, of whatever type.
    public Uni<Answer> file(URI file, PageAddresses addresses) {
        return checked(BoardRequest.file(file), addresses);
    }

    private Uni<Answer> checked(BoardRequest request, PageAddresses addresses) {
        return ask(request, (from, to) -> to, addresses).onItem().invoke(Answer::requireSuccess);
    }

    private Uni<Answer> ask(BoardRequest request, Route route) {
        return ask(request, route, (host, port) -> Uni.createFrom().item(List.of()));
    }

    private Uni<Answer> ask(BoardRequest request, Route route, PageAddresses addresses) {
        return Uni.createFrom()
                .context(context -> {
                    var visit = Visit.in(context);
                    var way = new Way(route, addresses, visit, visit.begins());
                    return inTurn(Redirects.host(request.uri()), () -> follow(request, way, 0), 0);
                });
    }

    /// What holds for a request and all its redirects.
    ///
    /// @param isBoards whether it is the first of its visit, which is for the board itself
    private record Way(Route route, PageAddresses addresses, Visit visit, boolean isBoards) {}

    /// Waits for its turn, tells the host's pace what came of it, and repeats what was too much for the host.
    private Uni<Answer> inTurn(String host, Supplier<Uni<Answer>> work, int repeated) {
        return turns.take(host, () -> turns.isResting(host) ? resting(host) : noted(host, work, repeated))
                .onItem()
                .transformToUni(answer ->
                        answer.isTooMuch()
                                        && repeated < config.retries()
                                        && pause(answer, repeated).compareTo(config.longestPause()) <= 0
                                ? inTurn(host, work, repeated + 1)
                                : Uni.createFrom().item(answer));
    }

    private Uni<Answer> noted(String host, Supplier<Uni<Answer>> work, int repeated) {
        return work.get().onItemOrFailure().invoke((answer, failure) -> note(host, answer, failure, repeated));
    }

    private void note(String host, @Nullable Answer answer, @Nullable Throwable failure, int repeated) {
        if (answer != null && answer.isTooMuch()) {
            var pause = pause(answer, repeated);
            turns.slowDown(host, pause.compareTo(config.longestPause()) < 0 ? pause : config.longestPause());
        } else if (answer != null ? answer.status() >= 500 : isTheHosts(failure)) {
            turns.failed(host);
        } else {
            turns.wentWell(host);
        }
    }

    private static boolean isTheHosts(@Nullable Throwable failure) {
        return failure instanceof FetchException known
                && (known.failure().code() == FetchFailure.Code.TIMEOUT
                        || known.failure().code() == FetchFailure.Code.UNREACHABLE);
    }

    private Duration pause(Answer answer, int repeated) {
        return answer.pause(clock.instant()).orElse(config.firstPause().multipliedBy(1L << repeated));
    }

    private HostPace pace() {
        return new HostPace(config.requestsPerHost(), config.failuresInARow(), config.restFor());
    }

    private static void later(Runnable work, Duration after) {
        Uni.createFrom().voidItem().onItem().delayIt().by(after.plusMillis(1)).subscribe().with(done -> work.run());
    }

    private static Uni<Answer> resting(String host) {
        var sentence = "%s failed several times in a row and is left alone for a while.".formatted(host);
        return Uni.createFrom().failure(new FetchException(FetchFailure.Code.HOST_RESTS, sentence));
    }

    private Uni<Answer> follow(BoardRequest request, Way way, int hops) {
        var uri = request.uri();
        return way.addresses()
                .toDial(Redirects.host(uri), Redirects.port(uri))
                .onItem()
                .transformToUni(dial -> way.visit().timing(() -> exchange.send(request, dial)))
                .onItem()
                .transformToUni(answer -> {
                    if (!answer.isRedirect()) {
                        return Uni.createFrom().item(hops == 0 ? answer : answer.afterRedirect());
                    }
                    if (hops == MOST_REDIRECTS) {
                        throw Redirects.away("%s redirects without end.".formatted(uri.getHost()));
                    }
                    var led = Redirects.target(answer);
                    if (answer.isPermanentRedirect() && hops == 0 && way.isBoards()) {
                        way.visit().movesTo(led);
                    }
                    var target = way.route().next(uri, led);
                    return follow(request.redirected(answer.status(), target), way, hops + 1);
                });
    }

    /// Whether and where a redirect is followed.
    private interface Route {
        URI next(URI from, URI to);
    }

    /// Sends one request, without looking at what the answer says.
    interface Exchange {

        /// @param dial the addresses to dial, in this order; empty: by name
        /// @return fails with a [FetchException]
        Uni<Answer> send(BoardRequest request, List<InetAddress> dial);
    }
}
