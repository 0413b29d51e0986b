package dev.tandem.jobs.fetch;

import dev.tandem.jobs.listing.Listing;
import dev.tandem.jobs.source.Board;
import dev.tandem.jobs.source.Provider;
import io.smallrye.mutiny.Uni;

/// Reads the boards of one provider.
public interface BoardFetcher {

    Provider provider();

    /// Reads a whole board. The `Uni` never fails and never holds null: trouble is a [Listing.Partial] or a
    /// [Listing.Failed]. Nothing is sent before it is subscribed to, and cancelling it stops what has not been sent.
    ///
    /// @param board one of this fetcher's [#provider]
    Uni<Listing> fetch(Board board);
}
