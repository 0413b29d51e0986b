package dev.tandem.jobs.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.jobs.client.StandIn;
import dev.tandem.jobs.listing.Listing;
import dev.tandem.jobs.source.Provider;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import org.junit.jupiter.api.Test;

/// A Lever board that comes in one answer of many megabytes. How little heap that takes is told by running it with
/// `-Dtandem.large=35 -DargLine=-Xmx128m`; usually it has 4 MB.
class LargeBoardTest {

    private static final int MEGABYTE = 1 << 20;

    @Test
    void readsABoardOfManyMegabytes() {
        // Given
        int postings = Integer.getInteger("tandem.large", 4) * MEGABYTE / posting(0).length();
        try (var server =
                new StandIn(
                        request -> new Pour(request.response(), postings).begin(),
                        settings -> settings.upTo(64 * MEGABYTE))) {
            // When
            var listing = server.fetch(Provider.LEVER, "acme");

            // Then
            assertThat(listing).isInstanceOf(Listing.Complete.class);
            assertThat(listing.postings()).hasSize(postings);
            System.out.printf("%d bytes, %d postings%n", server.counted("jobs.http.bytes"), postings);
        }
    }

    private static String posting(int number) {
        var paragraph = "<div>We cook, and we serve, and we wash up for guests from everywhere.</div>";
        var plain = "We cook, and we serve, and we wash up for guests from everywhere.\\n";
        return """
        {"id":"%08d","text":"Cook","hostedUrl":"https://jobs.lever.co/acme/%1$d","createdAt":1764205361939,
        "categories":{"location":"Oslo","allLocations":["Oslo"]},"description":"%s","descriptionPlain":"%s",
        "lists":[{"text":"You","content":"%s"}],"additional":"%s","additionalPlain":"%s"}\
        """
                .formatted(
                        number,
                        paragraph.repeat(80),
                        plain.repeat(80),
                        "<li>cook</li>".repeat(100),
                        paragraph.repeat(60),
                        plain.repeat(60));
    }

    /// Writes no faster than the client reads, so that the body is never whole on this side.
    private static final class Pour {

        private final HttpServerResponse response;
        private final int postings;
        private int written;

        Pour(HttpServerResponse response, int postings) {
            this.response = response.setChunked(true).putHeader("Content-Type", "application/json");
            this.postings = postings;
        }

        void begin() {
            response.write("[");
            go();
        }

        private void go() {
            while (written < postings && !response.writeQueueFull()) {
                response.write(Buffer.buffer((written == 0 ? "" : ",") + posting(written)));
                written++;
            }
            if (written == postings) {
                response.end("]");
            } else {
                response.drainHandler(ready -> go());
            }
        }
    }
}
