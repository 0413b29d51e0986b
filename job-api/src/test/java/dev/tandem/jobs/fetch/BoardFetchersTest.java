package dev.tandem.jobs.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tandem.jobs.listing.FetchFailure.Code;
import dev.tandem.jobs.listing.Listing;
import dev.tandem.jobs.source.Board;
import dev.tandem.jobs.source.Provider;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BoardFetchersTest {

    private static final Board BOARD = Board.parse(Provider.LEVER, "acme");

    @Test
    void turnsEveryFaultOfAFetcherIntoAFailedListing() {
        // Given
        BoardFetcher throwing =
                fetcher(() -> {
                    throw new IllegalStateException("secret");
                });
        BoardFetcher failing = fetcher(() -> Uni.createFrom().failure(new IllegalStateException("secret")));

        for (var fetcher : List.of(throwing, failing)) {
            // When
            var listing =
                    new BoardFetchers(List.of(fetcher))
                            .fetch(BOARD, null)
                            .await()
                            .atMost(Duration.ofSeconds(5))
                            .listing();

            // Then
            assertThat(listing)
                    .isInstanceOfSatisfying(
                            Listing.Failed.class,
                            failed -> {
                                assertThat(failed.why().code()).isEqualTo(Code.INTERNAL);
                                assertThat(failed.why().message()).doesNotContain("secret");
                            });
        }
    }

    @Test
    void failsTheListingOfAProviderThatNobodyReads() {
        assertThat(new BoardFetchers(List.of()).fetch(BOARD, null).await().atMost(Duration.ofSeconds(5)).listing())
                .isInstanceOf(Listing.Failed.class);
    }

    @Test
    void refusesTwoFetchersForOneProvider() {
        var one = fetcher(() -> Uni.createFrom().nothing());
        assertThatIllegalStateException().isThrownBy(() -> new BoardFetchers(List.of(one, one)));
    }

    private static BoardFetcher fetcher(Supplier<Uni<Listing>> answer) {
        return new BoardFetcher() {
            @Override
            public Provider provider() {
                return Provider.LEVER;
            }

            @Override
            public Uni<Fetched> fetch(Board board, @Nullable String known) {
                return answer.get().map(listing -> new Fetched(listing, null));
            }
        };
    }
}
