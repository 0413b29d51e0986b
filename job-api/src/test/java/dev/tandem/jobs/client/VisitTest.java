package dev.tandem.jobs.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.jobs.listing.Listing;
import dev.tandem.jobs.source.Provider;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class VisitTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void countsWhatAFetcherAsksWithoutItsKnowing() {
        try (var provider =
                new StandIn(request -> {
                    var offset = Integer.parseInt(request.getParam("offset", "0"));
                    var rows = new StringBuilder();
                    for (var i = offset; i < Math.min(offset + 100, 250); i++) {
                        rows.append(i == offset ? "" : ",").append("{\"id\": \"%d\", \"name\": \"Cook\"}".formatted(i));
                    }
                    var body = "{\"totalFound\": 250, \"content\": [%s]}".formatted(rows);
                    StandIn.answer(request, 200, "application/json", Buffer.buffer(body));
                })) {
            var visit = new Visit();

            var listing =
                    visit.noting(provider.fetching(Provider.SMARTRECRUITERS, "Acme", StandIn::loopback))
                            .await()
                            .atMost(SOON);

            assertThat(listing).isInstanceOf(Listing.Complete.class);
            assertThat(visit.requests()).isEqualTo(provider.requests.size()).isGreaterThanOrEqualTo(3);
            assertThat(visit.hostTime()).isPositive();
            assertThat(visit.movedTo()).isNull();
        }
    }

    @Test
    void remembersWhereAPermanentRedirectLeads() {
        try (var provider =
                new StandIn(request -> {
                    var moved = request.uri().startsWith("/v1/boards/old/");
                    request.response().putHeader("Location", "/v1/boards/new/jobs");
                    StandIn.answer(request, moved ? 301 : 200, "application/json", Buffer.buffer("{\"jobs\": []}"));
                })) {
            var visit = new Visit();

            visit.noting(provider.fetching(Provider.GREENHOUSE, "old", StandIn::loopback)).await().atMost(SOON);

            assertThat(visit.movedTo()).hasPath("/v1/boards/new/jobs");
            assertThat(visit.requests()).isEqualTo(2);
        }
    }

    @Test
    void takesAPassingRedirectForNoMove() {
        try (var provider =
                new StandIn(request -> {
                    var moved = request.uri().startsWith("/v1/boards/old/");
                    request.response().putHeader("Location", "/v1/boards/new/jobs");
                    StandIn.answer(request, moved ? 302 : 200, "application/json", Buffer.buffer("{\"jobs\": []}"));
                })) {
            var visit = new Visit();

            visit.noting(provider.fetching(Provider.GREENHOUSE, "old", StandIn::loopback)).await().atMost(SOON);

            assertThat(visit.movedTo()).isNull();
        }
    }
}
