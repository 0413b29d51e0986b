package dev.tandem.jobs.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.jobs.client.StandIn;
import dev.tandem.jobs.fetch.Fetched;
import dev.tandem.jobs.listing.ListedPosting;
import dev.tandem.jobs.listing.Listing;
import dev.tandem.jobs.source.Board;
import dev.tandem.jobs.source.Provider;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Boards that come in pages and were read before.
class KnownPagesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final StandIn server = new StandIn(this::answer);

    // What the board is like.
    private volatile int rows = 250;
    private volatile String changed = "";
    private volatile int broken = -1;
    private volatile CountDownLatch all = new CountDownLatch(0);

    // Answers that wait until all were asked for; of the server's one thread.
    private final List<Runnable> held = new ArrayList<>();

    @AfterEach
    void end() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"WORKDAY", "SMARTRECRUITERS"})
    void aBoardIsNotReadWhosePagesAreAsTheyWere(Provider provider) {
        var known = fetch(provider, null).fingerprint();
        var asked = server.requests.size();

        var again = fetch(provider, known);

        assertThat(again).isEqualTo(new Fetched(null, known));
        assertThat(server.requests).hasSize(2 * asked);
    }

    @ParameterizedTest
    @EnumSource(names = {"WORKDAY", "SMARTRECRUITERS"})
    void itsPagesAreAskedForAtOnceTheFirstAmongThem(Provider provider) {
        rows = provider == Provider.WORKDAY ? 50 : 250;
        var known = fetch(provider, null).fingerprint();
        // Nobody is answered before all three were asked for.
        all = new CountDownLatch(3);

        assertThat(fetch(provider, known).listing()).isNull();
    }

    @ParameterizedTest
    @EnumSource(names = {"WORKDAY", "SMARTRECRUITERS"})
    void aBoardIsReadWholeWhenOneOfItsPagesHasChanged(Provider provider) {
        var known = fetch(provider, null).fingerprint();
        changed = "Senior ";

        var again = fetch(provider, known);

        assertThat(again.listing()).isInstanceOf(Listing.Complete.class);
        assertThat(titles(again)).hasSize(250).contains("Senior Job 120", "Job 119", "Job 249");
        assertThat(again.fingerprint()).isNotNull().isNotEqualTo(known);
    }

    @ParameterizedTest
    @EnumSource(names = {"WORKDAY", "SMARTRECRUITERS"})
    void aBoardIsReadWholeWhenItHasGrownOrShrunk(Provider provider) {
        var known = fetch(provider, null).fingerprint();
        rows = 330;
        var grown = fetch(provider, known);
        rows = 90;
        var shrunk = fetch(provider, grown.fingerprint());

        assertThat(grown.listing()).isInstanceOf(Listing.Complete.class);
        assertThat(titles(grown)).hasSize(330);
        assertThat(shrunk.listing()).isInstanceOf(Listing.Complete.class);
        assertThat(titles(shrunk)).hasSize(90);
        assertThat(fetch(provider, shrunk.fingerprint()).listing()).isNull();
    }

    @ParameterizedTest
    @EnumSource(names = {"WORKDAY", "SMARTRECRUITERS"})
    void aBoardThatWasNotReadWholeIsNotRecognised(Provider provider) {
        var known = fetch(provider, null).fingerprint();
        broken = 200;

        var again = fetch(provider, known);

        assertThat(again.listing()).isInstanceOf(Listing.Partial.class);
        assertThat(titles(again)).hasSize(provider == Provider.WORKDAY ? 230 : 200);
        assertThat(again.fingerprint()).isNull();
    }

    private Fetched fetch(Provider provider, @Nullable String known) {
        var board = Board.parse(provider, provider == Provider.WORKDAY ? "acme|wd5|Careers" : "Acme");
        return server.fetchers().fetch(board, known).await().atMost(PATIENCE);
    }

    private static List<String> titles(Fetched fetched) {
        return Objects.requireNonNull(fetched.listing()).postings().stream().map(ListedPosting::title).toList();
    }

    private void answer(HttpServerRequest request) {
        if (request.method().name().equals("POST")) {
            request.bodyHandler(body -> answer(request, body.toJsonObject().getInteger("offset"), 20));
        } else {
            answer(request, Integer.parseInt(request.getParam("offset")), 100);
        }
    }

    private void answer(HttpServerRequest request, int offset, int size) {
        all.countDown();
        held.add(() -> {
            if (offset == broken) {
                request.response().setStatusCode(404).end();
            } else {
                StandIn.answer(request, 200, "application/json", Buffer.buffer(page(offset, size)));
            }
        });
        if (all.getCount() == 0) {
            held.forEach(Runnable::run);
            held.clear();
        }
    }

    private String page(int offset, int size) {
        return IntStream.range(offset, Math.min(offset + size, Math.max(offset, rows)))
                .mapToObj(this::row)
                .collect(
                        Collectors.joining(
                                ",",
                                "{\"total\":%1$d,\"totalFound\":%1$d,\"%2$s\":["
                                        .formatted(rows, size == 20 ? "jobPostings" : "content"),
                                "]}"));
    }

    private String row(int number) {
        var title = (number == 120 ? changed : "") + "Job " + number;
        return "{\"id\":\"%1$d\",\"name\":\"%2$s\",\"title\":\"%2$s\",\"externalPath\":\"/job/Oslo/Job_JR%1$d\"}"
                .formatted(number, title);
    }
}
