package dev.tandem.jobs.fetch;

import dev.tandem.jobs.listing.ListedPosting;
import dev.tandem.jobs.source.Board;
import dev.tandem.jobs.source.Provider;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/// Reads the boards of one provider.
public interface BoardFetcher {

    Provider provider();

    /// Reads a whole board, unless it answers as it did before. The `Uni` never fails and never holds null: trouble is
    /// a [Listing.Partial] or a [Listing.Failed]. Nothing is sent before it is subscribed to, and cancelling it stops
    /// what has not been sent.
    ///
    /// @param board one of this fetcher's [#provider]
    /// @param known the fingerprint of an earlier answer, null for none; a provider whose boards can't be recognised
    ///   reads them always
    Uni<Fetched> fetch(Board board, @Nullable String known);

    /// Whether a posting of a listing is short, and [#detail] gives the rest.
    default boolean hasDetails() {
        return provider().hasDetails();
    }

    /// Reads what only a posting's own page holds. Title, id and address stay those of the list.
    ///
    /// A failure says nothing about the posting, of whatever code it is: pages are refused that are open, and lists
    /// name postings whose page is gone.
    ///
    /// @param listed as [#fetch] gave it
    /// @return the posting whole; the same where there are no details; fails with a [FetchException]
    default Uni<ListedPosting> detail(Board board, ListedPosting listed) {
        return Uni.createFrom().item(listed);
    }
}
