package dev.tandem.jobs.dashboard;

import static dev.tandem.jobs.Fixtures.posting;

import dev.tandem.jobs.fetch.BoardFetchers;
import dev.tandem.jobs.fetch.Fetched;
import dev.tandem.jobs.listing.FetchFailure;
import dev.tandem.jobs.listing.ListedPosting;
import dev.tandem.jobs.listing.Listing;
import dev.tandem.jobs.listing.Workplace;
import dev.tandem.jobs.source.Board;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Boards that answer without a network: `slow` when it is let go, `partial` with a part, `broken` not at all, and
/// `empty` with nothing.
class StandInBoards extends BoardFetchers {

    private static final List<String> TITLES =
            List.of(
                    "Backend Engineer, Payments",
                    "Platform Engineer",
                    "Staff Accessibility Engineer",
                    "Data Engineer",
                    "Product Designer",
                    "Site Reliability Engineer",
                    "Engineering Manager, Search");

    private final CompletableFuture<Void> slow = new CompletableFuture<>();

    StandInBoards() {
        super(List.of());
    }

    void letSlowGo() {
        slow.complete(null);
    }

    @Override
    public Uni<Fetched> fetch(Board board, @Nullable String known) {
        return listing(board).map(listing -> new Fetched(listing, null));
    }

    private Uni<Listing> listing(Board board) {
        return switch (board.token()) {
            case "slow" -> Uni.createFrom().completionStage(slow).map(go -> new Listing.Complete(postings("slow", 5)));
            case "partial" ->
                    item(
                            new Listing.Partial(
                                    postings("partial", 2),
                                    new FetchFailure(
                                            FetchFailure.Code.INCOMPLETE_PAGES,
                                            "The second page of the board could not be read.")));
            case "broken" ->
                    item(
                            new Listing.Failed(
                                    new FetchFailure(
                                            FetchFailure.Code.UNKNOWN_BOARD, "The provider knows no such board.")));
            case "empty" -> item(new Listing.Complete(List.of()));
            default -> item(new Listing.Complete(postings(board.token(), TITLES.size())));
        };
    }

    private static Uni<Listing> item(Listing listing) {
        return Uni.createFrom().item(listing);
    }

    private static List<ListedPosting> postings(String board, int count) {
        return IntStream.range(0, count)
                .mapToObj(i ->
                        posting(
                                board.replace('|', '-') + "-" + i,
                                TITLES.get(i),
                                i % 2 == 0 ? Workplace.REMOTE : Workplace.HYBRID,
                                Instant.parse("2026-05-04T08:00:00Z").plusSeconds(86_400L * i)))
                .toList();
    }
}
