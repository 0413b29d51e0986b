package dev.tandem.jobs.poll;

import dev.tandem.jobs.fetch.BoardFetchers;
import dev.tandem.jobs.fetch.Fetched;
import dev.tandem.jobs.listing.FetchFailure;
import dev.tandem.jobs.listing.ListedPosting;
import dev.tandem.jobs.listing.Listing;
import dev.tandem.jobs.source.Board;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Boards that answer as a test tells them to; the others are unknown.
class FakeBoards extends BoardFetchers {

    private final Map<String, Supplier<Uni<Listing>>> boards = new ConcurrentHashMap<>();

    private final Map<String, Function<ListedPosting, Uni<ListedPosting>>> details = new ConcurrentHashMap<>();

    private final AtomicInteger recognised = new AtomicInteger();

    FakeBoards() {
        super(List.of());
    }

    void answer(String board, Supplier<Uni<Listing>> answer) {
        boards.put(board, answer);
    }

    void lists(String board, List<ListedPosting> postings) {
        answer(board, () -> Uni.createFrom().item(new Listing.Complete(postings)));
    }

    /// Lets a board's postings have details, which a page each tells.
    void details(String board, Function<ListedPosting, Uni<ListedPosting>> page) {
        details.put(board, page);
    }

    @Override
    public boolean hasDetails(Board board) {
        return details.containsKey(board.token());
    }

    @Override
    public Uni<ListedPosting> detail(Board board, ListedPosting listed) {
        var page = details.get(board.token());
        return page == null ? super.detail(board, listed) : page.apply(listed);
    }

    /// How many answers were recognised and not read.
    int recognised() {
        return recognised.get();
    }

    @Override
    public Uni<Fetched> fetch(Board board, @Nullable String known) {
        return listing(board)
                .map(listing -> {
                    var fingerprint = Integer.toHexString(String.valueOf(listing).hashCode());
                    if (!fingerprint.equals(known)) {
                        return new Fetched(listing, fingerprint);
                    }
                    recognised.incrementAndGet();
                    return new Fetched(null, known);
                });
    }

    private Uni<Listing> listing(Board board) {
        var why = new FetchFailure(FetchFailure.Code.UNKNOWN_BOARD, "The provider knows no such board.");
        return boards.getOrDefault(board.token(), () -> Uni.createFrom().item(new Listing.Failed(why))).get();
    }
}
