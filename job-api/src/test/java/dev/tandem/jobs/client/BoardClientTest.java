package dev.tandem.jobs.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.jobs.fetch.Fetched;
import dev.tandem.jobs.listing.FetchFailure;
import dev.tandem.jobs.listing.FetchFailure.Code;
import dev.tandem.jobs.listing.Listing;
import dev.tandem.jobs.source.Board;
import dev.tandem.jobs.source.Provider;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Everything that a board may answer instead of its postings, from a real server.
class BoardClientTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String GREENHOUSE =
            """
            {"jobs":[{"id":1,"title":"Cook","absolute_url":"https://example.com/1"}],"meta":{"total":1}}\
            """;

    @ParameterizedTest
    @CsvSource({
        "GREENHOUSE, acme, 404, application/json, '{\"status\":404,\"error\":\"Job not found\"}', UNKNOWN_BOARD",
        "LEVER, acme, 404, application/json, '{\"ok\":false,\"error\":\"Document not found\"}', UNKNOWN_BOARD",
        "LEVER, acme, 406, text/html, <html>, UNEXPECTED_STATUS",
        "ASHBY, acme, 404, text/plain, Not Found, UNKNOWN_BOARD",
        "WORKDAY, a|b|c, 422, application/json, '{\"errorCode\":\"HTTP_422\",\"httpStatus\":422}', UNKNOWN_BOARD",
        "WORKDAY, a|b|c, 404, application/json, '{\"errorCode\":\"S21\"}', UNKNOWN_BOARD",
        "WORKDAY, a|b|c, 403, application/json, '{\"errorCode\":\"S22\"}', FORBIDDEN",
        "WORKDAY, a|b|c, 500, application/json, '{}', SERVER_ERROR",
        "WORKDAY, a|b|c, 200, text/html, '<html>Maintenance</html>', NOT_JSON",
        "SMARTRECRUITERS, Acme, 429, application/json, '{}', RATE_LIMITED",
        "GREENHOUSE, acme, 200, text/html, <html>, NOT_JSON",
        "GREENHOUSE, acme, 200, application/json, '{\"jobs\":[{\"id\":1', MALFORMED",
        "GREENHOUSE, acme, 200, application/json, '{\"jobs\":[]}{', MALFORMED",
        "GREENHOUSE, acme, 200, application/json, '', MALFORMED",
        "GREENHOUSE, acme, 200, application/json, 'null', MALFORMED",
        "GREENHOUSE, acme, 200, application/json, '{\"postings\":[]}', MALFORMED",
        "LEVER, acme, 200, application/json, '{\"ok\":true}', MALFORMED",
        "ASHBY, acme, 200, application/json, '[]', MALFORMED",
        "WORKDAY, a|b|c, 200, application/json, '{}', MALFORMED",
        "SMARTRECRUITERS, Acme, 200, application/json, '{}', MALFORMED",
        "GREENHOUSE, acme, 204, application/json, '', UNEXPECTED_STATUS",
        "JSON_LD, http://127.0.0.1, 404, text/html, <html>, UNKNOWN_BOARD",
        "JSON_LD, http://127.0.0.1, 200, application/json, '{}', NOT_A_PAGE",
    })
    void namesWhatABoardAnswersInsteadOfItsPostings(
            Provider provider, String board, int status, String type, String body, Code code) {
        try (var server = StandIn.answering(status, type, body)) {
            // When
            var listing = server.fetch(provider, provider == Provider.JSON_LD ? server.address().toString() : board);

            // Then
            assertFailed(listing, code);
        }
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void failsForEveryProviderWhenNobodyListens(Provider provider) {
        // Given
        var board =
                switch (provider) {
                    case WORKDAY -> "a|b|c";
                    case JSON_LD -> "http://127.0.0.1:1/";
                    case GREENHOUSE, LEVER, ASHBY, SMARTRECRUITERS -> "acme";
                };
        try (var server = new StandIn(request -> request.connection().close(), settings -> settings)) {
            // When
            var listing = server.fetch(provider, board);

            // Then
            assertFailed(listing, Code.UNREACHABLE);
        }
    }

    @Test
    void repeatsWhatWasTooMuchForAHostAfterThePauseThatItWants() {
        // Given
        var asked = new AtomicInteger();
        Handler<HttpServerRequest> busyAtFirst =
                request -> {
                    if (asked.incrementAndGet() <= 2) {
                        request.response().putHeader("Retry-After", asked.get() == 1 ? "0" : "1");
                        StandIn.answer(request, asked.get() == 1 ? 503 : 429, "text/plain", Buffer.buffer("busy"));
                    } else {
                        StandIn.answer(request, 200, "application/json", Buffer.buffer("{\"jobs\": []}"));
                    }
                };
        try (var server = new StandIn(busyAtFirst, settings -> settings.repeating(2))) {
            // When
            var started = System.nanoTime();
            var listing = server.fetch(Provider.ASHBY, "acme");

            // Then
            assertThat(listing).isInstanceOf(Listing.Complete.class);
            assertThat(asked).hasValue(3);
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThan(Duration.ofMillis(950));
        }
    }

    @Test
    void repeatsNothingForAHostThatWantsALongPause() {
        // Given
        var asked = new AtomicInteger();
        Handler<HttpServerRequest> busy =
                request -> {
                    asked.incrementAndGet();
                    request.response().putHeader("Retry-After", "3600");
                    StandIn.answer(request, 429, "text/plain", Buffer.buffer("busy"));
                };
        try (var server = new StandIn(busy, settings -> settings.repeating(2))) {
            // When
            var listing = server.fetch(Provider.ASHBY, "acme");

            // Then
            assertThat(listing)
                    .isInstanceOfSatisfying(
                            Listing.Failed.class,
                            failed -> assertThat(failed.why().code()).isEqualTo(FetchFailure.Code.RATE_LIMITED));
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void leavesAHostAloneThatFailsAgainAndAgain() {
        // Given
        try (var server =
                new StandIn(
                        request -> StandIn.answer(request, 500, "text/plain", Buffer.buffer("oops")),
                        settings -> settings.restingAfter(3))) {
            // When
            var codes =
                    IntStream.range(0, 5)
                            .mapToObj(i -> server.fetch(Provider.ASHBY, "acme"))
                            .map(listing -> ((Listing.Failed) listing).why().code())
                            .toList();

            // Then
            assertThat(codes)
                    .containsExactly(
                            FetchFailure.Code.SERVER_ERROR,
                            FetchFailure.Code.SERVER_ERROR,
                            FetchFailure.Code.SERVER_ERROR,
                            FetchFailure.Code.HOST_RESTS,
                            FetchFailure.Code.HOST_RESTS);
            assertThat(server.requests).hasSize(3);
        }
    }

    @Test
    void followsARedirectWithinTheSite() {
        try (var server =
                new StandIn(
                        request -> redirect(request, 301, "/v1/boards/acme/jobs?content=true", "/moved", GREENHOUSE))) {
            // When
            var listing = server.fetch(Provider.GREENHOUSE, "acme");

            // Then
            assertThat(listing).isInstanceOf(Listing.Complete.class);
            assertThat(listing.postings()).hasSize(1);
        }
    }

    @Test
    void asksAgainWithTheSameBodyWhereABoardHasMoved() {
        // Given
        var body = "{\"total\":0,\"jobPostings\":[]}";
        try (var server = new StandIn(request -> redirect(request, 302, "/a.b/wday/cxs/a/c/jobs", "/new", body))) {
            // When
            var listing = server.fetch(Provider.WORKDAY, "a|b|c");

            // Then
            assertThat(listing).isInstanceOf(Listing.Complete.class);
            assertThat(server.requests).containsExactly("POST /a.b/wday/cxs/a/c/jobs", "POST /new");
        }
    }

    @Test
    void seesThatARedirectEndedOnAPage() {
        try (var server =
                new StandIn(request -> {
                    if (request.uri().equals("/maintenance")) {
                        StandIn.answer(request, 200, "text/html", Buffer.buffer("<html>Back soon</html>"));
                    } else {
                        request.response().setStatusCode(303).putHeader("Location", "/maintenance").end();
                    }
                })) {
            // When
            var listing = server.fetch(Provider.WORKDAY, "a|b|c");

            // Then
            assertFailed(listing, Code.REDIRECTED_AWAY);
            assertThat(server.requests).last().isEqualTo("GET /maintenance");
        }
    }

    @ParameterizedTest
    @CsvSource({"http://127.0.0.2/jobs", "http://elsewhere.example/jobs", "file:///etc/passwd", "http://[", "/again"})
    void doesNotFollowARedirectThatLeadsElsewhereOrInCircles(String location) {
        try (var server =
                new StandIn(request -> request.response().setStatusCode(302).putHeader("Location", location).end())) {
            // When
            var listing = server.fetch(Provider.GREENHOUSE, "acme");

            // Then
            assertFailed(listing, Code.REDIRECTED_AWAY);
            assertThat(server.requests).hasSizeLessThanOrEqualTo(6);
        }
    }

    @Test
    void unpacksWhatIsPacked() throws IOException {
        // Given
        var packed = gzip(GREENHOUSE);
        try (var server = new StandIn(request -> answerPacked(request, Buffer.buffer(packed)))) {
            // When
            var listing = server.fetch(Provider.GREENHOUSE, "acme");

            // Then
            assertThat(listing.postings()).hasSize(1);
        }
    }

    @Test
    void doesNotBelieveAPackedBodyThatIsCutOff() throws IOException {
        // Given
        var packed = gzip(GREENHOUSE);
        try (var server =
                new StandIn(request -> answerPacked(request, Buffer.buffer(packed).slice(0, packed.length - 30)))) {
            // When
            var listing = server.fetch(Provider.GREENHOUSE, "acme");

            // Then
            assertFailed(listing, Code.MALFORMED);
        }
    }

    @Test
    void doesNotBelieveABodyThatIsNotWhatItIsPackedAs() {
        try (var server = new StandIn(request -> answerPacked(request, Buffer.buffer("plainly not packed")))) {
            // When
            var listing = server.fetch(Provider.GREENHOUSE, "acme");

            // Then
            assertFailed(listing, Code.MALFORMED);
        }
    }

    @Test
    void doesNotBelieveABodyShorterThanItsDeclaredLength() {
        try (var server =
                new StandIn(request -> {
                    request.response()
                            .putHeader("Content-Type", "application/json")
                            .putHeader("Content-Length", "5000");
                    request.response().write(GREENHOUSE).onComplete(sent -> request.connection().close());
                })) {
            // When
            var listing = server.fetch(Provider.GREENHOUSE, "acme");

            // Then
            assertFailed(listing, Code.UNREACHABLE);
        }
    }

    @Test
    void givesUpOnASilentServer() {
        try (var server = new StandIn(request -> {}, settings -> settings.silentFor(Duration.ofMillis(200)))) {
            // When
            var listing = server.fetch(Provider.GREENHOUSE, "acme");

            // Then
            assertFailed(listing, Code.TIMEOUT);
        }
    }

    @Test
    void givesUpOnABodyThatTricklesWithoutEnd() {
        try (var server =
                new StandIn(BoardClientTest::trickle, settings -> settings.wholeWithin(Duration.ofMillis(500)))) {
            // When
            var listing = server.fetch(Provider.GREENHOUSE, "acme");

            // Then
            assertFailed(listing, Code.TIMEOUT);
        }
    }

    @Test
    void refusesABodyThatIsTooLongEvenWhenItHasNoEnd() {
        // Given
        var chunk = Buffer.buffer(new byte[100_000]);
        try (var server =
                new StandIn(request -> {
                    var response = request.response().setChunked(true);
                    response.putHeader("Content-Type", "application/json");
                    response.drainHandler(drained -> pour(request, chunk));
                    pour(request, chunk);
                })) {
            // When
            var listing = server.fetch(Provider.GREENHOUSE, "acme");

            // Then
            assertFailed(listing, Code.TOO_LARGE);
        }
    }

    @Test
    void refusesABodyThatIsTooLongOnceUnpacked() throws IOException {
        // Given
        var bomb = gzip(" ".repeat(2_000_000));
        try (var server = new StandIn(request -> answerPacked(request, Buffer.buffer(bomb)))) {
            // When
            var listing = server.fetch(Provider.GREENHOUSE, "acme");

            // Then
            assertThat(bomb).hasSizeLessThan(10_000);
            assertFailed(listing, Code.TOO_LARGE);
        }
    }

    @Test
    void usesOneConnectionForOneRequestAfterTheOther() {
        // Given
        Set<Object> connections = ConcurrentHashMap.newKeySet();
        Set<String> headers = ConcurrentHashMap.newKeySet();
        try (var server =
                new StandIn(request -> {
                    connections.add(request.connection());
                    headers.add(
                            String.join(
                                    " | ",
                                    request.getHeader("User-Agent"),
                                    request.getHeader("Accept"),
                                    request.version().toString()));
                    StandIn.answer(request, 200, "application/json; charset=utf-8", Buffer.buffer(GREENHOUSE));
                })) {
            // When
            server.fetch(Provider.GREENHOUSE, "acme");
            server.fetch(Provider.GREENHOUSE, "other");

            // Then
            assertThat(connections).hasSize(1);
            assertThat(headers).containsExactly("Tandem/test | application/json | HTTP_1_1");
            assertThat(server.counted("jobs.http.connections")).isOne();
            assertThat(server.counted("jobs.http.answers")).isEqualTo(2);
            assertThat(server.counted("jobs.http.bytes")).isEqualTo(2L * GREENHOUSE.length());
        }
    }

    @Test
    void asksOnlyForWhatHasChangedWhereTheHostCanTell() {
        // Given
        var asked = new ConcurrentLinkedQueue<String>();
        try (var server =
                new StandIn(request -> {
                    var known = request.getHeader("If-None-Match");
                    asked.add(known + " " + request.getHeader("If-Modified-Since"));
                    request.response()
                            .putHeader("ETag", "\"v1\"")
                            .putHeader("Last-Modified", "Sun, 22 Nov 2026 10:00:00 GMT")
                            .putHeader("Content-Type", "application/json")
                            .setStatusCode("\"v1\"".equals(known) ? 304 : 200)
                            .end("\"v1\"".equals(known) ? "" : GREENHOUSE);
                })) {
            var board = Board.parse(Provider.GREENHOUSE, "acme");

            // When
            var first = server.fetchers().fetch(board, null).await().atMost(PATIENCE);
            var second = server.fetchers().fetch(board, first.fingerprint()).await().atMost(PATIENCE);

            // Then
            assertThat(first.listing()).isInstanceOf(Listing.Complete.class);
            assertThat(second).isEqualTo(new Fetched(null, first.fingerprint()));
            assertThat(asked).containsExactly("null null", "\"v1\" Sun, 22 Nov 2026 10:00:00 GMT");
        }
    }

    @Test
    void doesNotBelieveThatNothingHasChangedWhereNobodyAsked() {
        try (var server = StandIn.answering(304, "application/json", "")) {
            assertFailed(server.fetch(Provider.GREENHOUSE, "acme"), Code.UNEXPECTED_STATUS);
        }
    }

    @Test
    void aLongAnswerThatBreaksOffBehindGoodRowsIsNone() {
        var row = "{\"id\":%d,\"title\":\"Cook\"}";
        var rows = IntStream.range(0, 20_000).mapToObj(row::formatted).collect(Collectors.joining(","));
        try (var server = StandIn.json("{\"jobs\":[" + rows + ",{\"id\":")) {
            assertFailed(server.fetch(Provider.GREENHOUSE, "acme"), Code.MALFORMED);
        }
    }

    private static void assertFailed(Listing listing, Code code) {
        assertThat(listing)
                .isInstanceOfSatisfying(
                        Listing.Failed.class,
                        failed -> {
                            assertThat(failed.why().code()).as(failed.why().message()).isEqualTo(code);
                            assertThat(failed.why().message()).endsWith(".");
                        });
        assertThat(listing.postings()).asInstanceOf(InstanceOfAssertFactories.LIST).isEmpty();
    }

    private static void redirect(HttpServerRequest request, int status, String from, String to, String body) {
        if (request.uri().equals(from)) {
            request.response().setStatusCode(status).putHeader("Location", to).end();
        } else {
            StandIn.answer(request, 200, "application/json", Buffer.buffer(body));
        }
    }

    private static void trickle(HttpServerRequest request) {
        var response = request.response().setChunked(true).putHeader("Content-Type", "application/json");
        var vertx = Objects.requireNonNull(Vertx.currentContext()).owner();
        var timer = vertx.setPeriodic(50, tick -> response.write(" "));
        response.closeHandler(closed -> vertx.cancelTimer(timer));
    }

    private static void pour(HttpServerRequest request, Buffer chunk) {
        while (!request.response().closed() && !request.response().writeQueueFull()) {
            request.response().write(chunk);
        }
    }

    private static void answerPacked(HttpServerRequest request, Buffer packed) {
        request.response().putHeader("Content-Encoding", "gzip");
        StandIn.answer(request, 200, "application/json", packed);
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var packing = new GZIPOutputStream(bytes)) {
            packing.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
