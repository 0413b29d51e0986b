package dev.tandem.jobs.jsonld;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.jobs.client.PageAddresses;
import dev.tandem.jobs.client.StandIn;
import dev.tandem.jobs.listing.FetchException;
import dev.tandem.jobs.listing.FetchFailure;
import dev.tandem.jobs.listing.FetchFailure.Code;
import dev.tandem.jobs.listing.Listing;
import dev.tandem.jobs.source.Provider;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/// How a page is reached, and when what it describes is all there is.
class JsonLdFetcherTest {

    private static final String POSTING = "{\"@type\":\"JobPosting\",\"title\":\"Cook\",\"identifier\":\"1\"}";

    @Test
    void dialsTheCheckedAddressAndStillNamesTheHost() {
        // Given
        var asked = new ConcurrentLinkedQueue<String>();
        var hosts = new ConcurrentLinkedQueue<String>();
        try (var server =
                new StandIn(request -> {
                    hosts.add(String.valueOf(request.getHeader("Host")));
                    StandIn.answer(request, 200, "text/html", Buffer.buffer(page(POSTING)));
                })) {
            int port = server.address().getPort();
            PageAddresses addresses =
                    (host, at) -> {
                        asked.add(host + ":" + at);
                        return StandIn.loopback(host, at);
                    };

            // When
            var listing = server.fetch(Provider.JSON_LD, "http://careers.example:" + port + "/jobs?a=b", addresses);

            // Then
            assertThat(listing).isInstanceOf(Listing.Complete.class);
            assertThat(asked).containsExactly("careers.example:" + port);
            assertThat(hosts).containsExactly("careers.example:" + port);
            assertThat(server.requests).containsExactly("GET /jobs?a=b");
            assertThat(listing.postings().getFirst().url()).hasToString("http://careers.example:" + port + "/jobs?a=b");
        }
    }

    @Test
    void checksEveryHopOfARedirect() {
        // Given
        try (var server =
                new StandIn(request ->
                        request.response()
                                .setStatusCode(302)
                                .putHeader("Location", "http://metadata.internal/latest")
                                .end())) {
            PageAddresses addresses =
                    (host, port) ->
                            host.equals("metadata.internal")
                                    ? Uni.createFrom().failure(new FetchException(Code.DENIED_ADDRESS, "It is ours."))
                                    : StandIn.loopback(host, port);

            // When
            var listing = server.fetch(Provider.JSON_LD, server.address() + "/jobs", addresses);

            // Then
            assertWhy(listing, Code.DENIED_ADDRESS);
            assertThat(listing).isInstanceOf(Listing.Failed.class);
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void sendsNothingToAnAddressThatIsDenied() {
        // Given
        try (var server = StandIn.answering(200, "text/html", page(POSTING))) {
            PageAddresses none =
                    (host, port) -> Uni.createFrom().failure(new FetchException(Code.DENIED_ADDRESS, "It is ours."));

            // When
            var listing = server.fetch(Provider.JSON_LD, server.address().toString(), none);

            // Then
            assertWhy(listing, Code.DENIED_ADDRESS);
            assertThat(server.requests).isEmpty();
        }
    }

    @Test
    void triesTheNextCheckedAddressWhenOneDoesNotAnswer() throws Exception {
        // Given
        var dead = InetAddress.getByName("127.0.0.3");
        try (var server = StandIn.answering(200, "text/html", page(POSTING))) {
            PageAddresses both = (host, port) -> Uni.createFrom().item(List.of(dead, InetAddress.getLoopbackAddress()));

            // When
            var listing = server.fetch(Provider.JSON_LD, server.address().toString(), both);

            // Then
            assertThat(listing).isInstanceOf(Listing.Complete.class);
        }
    }

    @Test
    void readsThePageInTheCharsetOfItsHeader() {
        // Given
        var body = Buffer.buffer(page(POSTING.replace("Cook", "Köchin")).getBytes(StandardCharsets.ISO_8859_1));
        try (var server = new StandIn(request -> StandIn.answer(request, 200, "text/html; charset=ISO-8859-1", body))) {
            // When
            var listing = server.fetch(Provider.JSON_LD, server.address().toString());

            // Then
            assertThat(listing.postings().getFirst().title()).isEqualTo("Köchin");
        }
    }

    @Test
    void neverBelievesThatAPageWithoutPostingsIsEmpty() {
        assertPartial("<html><body>We have no openings.</body></html>", Code.NOT_LISTED, 0);
    }

    @Test
    void isPartialWhenOneBlockOfPostingsIsBroken() {
        assertPartial(page(POSTING) + page("{\"@type\":\"JobPosting\",,,"), Code.MALFORMED, 1);
    }

    @Test
    void isPartialWhenAListLinksToPostingsThatThePageDoesNotDescribe() {
        assertPartial(
                page(POSTING)
                        + page(
                                """
                                {"@type":"ItemList","itemListElement":[
                                {"@type":"ListItem","position":1,"url":"https://example.com/jobs/2"}]}\
                                """),
                Code.NOT_LISTED,
                1);
    }

    @Test
    void isPartialWhenThereIsANextPage() {
        assertPartial("<a rel=next href='?page=2'>More</a>" + page(POSTING), Code.NOT_LISTED, 1);
    }

    @Test
    void isPartialWhenThePageBreaksOff() {
        assertPartial("<html><body>" + page(POSTING) + "<p>and fur", Code.MALFORMED, 1);
    }

    @Test
    void isPartialWhenAPostingHasNoTitle() {
        assertPartial(page("[%s,{\"@type\":\"JobPosting\"}]".formatted(POSTING)), Code.INCOMPLETE_ROWS, 1);
    }

    private static void assertPartial(String html, Code code, int postings) {
        try (var server = StandIn.answering(200, "text/html", html)) {
            var listing = server.fetch(Provider.JSON_LD, server.address().toString());
            assertThat(listing).isInstanceOf(Listing.Partial.class);
            assertWhy(listing, code);
            assertThat(listing.postings()).hasSize(postings);
        }
    }

    private static void assertWhy(Listing listing, Code code) {
        var why =
                switch (listing) {
                    case Listing.Complete complete -> null;
                    case Listing.Partial partial -> partial.why();
                    case Listing.Failed failed -> failed.why();
                };
        assertThat(why).isNotNull().extracting(FetchFailure::code).isEqualTo(code);
    }

    private static String page(String block) {
        return "<script type=\"application/ld+json\">" + block + "</script>";
    }
}
