package dev.tandem.jobs.fetch;

import dev.tandem.jobs.listing.FetchException;
import dev.tandem.jobs.listing.FetchFailure;
import dev.tandem.jobs.listing.ListedPosting;
import dev.tandem.jobs.source.Board;
import dev.tandem.jobs.source.Provider;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The six fetchers, picked by the provider of the board.
@ApplicationScoped
public class BoardFetchers {

    private final Map<Provider, BoardFetcher> byProvider;

    /// @throws IllegalStateException when two fetchers are for the same provider
    public BoardFetchers(@All List<BoardFetcher> fetchers) {
        this.byProvider = fetchers.stream().collect(Collectors.toMap(BoardFetcher::provider, Function.identity()));
    }

    /// Reads a board unless it answers as it did before; see [BoardFetcher#fetch(Board, String)].
    public Uni<Fetched> fetch(Board board, @Nullable String known) {
        var fetcher = byProvider.get(board.provider());
        if (fetcher == null) {
            var why = "No fetcher is installed for %s.".formatted(board.provider());
            return Uni.createFrom().item(Fetched.failed(new FetchException(FetchFailure.Code.INTERNAL, why)));
        }
        // Even a fetcher that throws at once is one board's trouble, and not that of the poll.
        return Uni.createFrom()
                .deferred(() -> fetcher.fetch(board, known))
                .onFailure()
                .recoverWithItem(Fetched::failed);
    }

    /// Whether a board's postings have details; see [BoardFetcher#hasDetails].
    public boolean hasDetails(Board board) {
        var fetcher = byProvider.get(board.provider());
        return fetcher != null && fetcher.hasDetails();
    }

    /// Reads a posting whole; see [BoardFetcher#detail].
    public Uni<ListedPosting> detail(Board board, ListedPosting listed) {
        var fetcher = byProvider.get(board.provider());
        if (fetcher == null) {
            return Uni.createFrom().item(listed);
        }
        return Uni.createFrom()
                .deferred(() -> fetcher.detail(board, listed))
                .onFailure()
                .transform(failure -> new FetchException(ofPosting(FetchException.of(failure))));
    }

    /// A status that would mean the whole board on a list means one posting here.
    private static FetchFailure ofPosting(FetchFailure failure) {
        return failure.code() == FetchFailure.Code.UNKNOWN_BOARD
                ? new FetchFailure(
                        FetchFailure.Code.UNKNOWN_POSTING, "The provider has no page for this posting at the moment.")
                : failure;
    }
}
