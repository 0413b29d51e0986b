package dev.tandem.jobs.source;

import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What can be found out about a board before it is polled, which takes a look at the web.
public interface BoardLookup {

    /// Finds the board behind a careers page: by the address alone where that is a provider's own, else by what the
    /// page leads to, embeds or links to, else the page itself as one with JSON-LD.
    ///
    /// @return fails with an [IllegalArgumentException] whose message is a sentence for a person
    Uni<Found> recognise(URI page);

    /// The board that a board's page leads to now, where that is another one. Never fails, and takes a few seconds at
    /// most.
    Uni<Optional<Board>> movedTo(Board board);

    /// What the provider calls a board. Never fails, and takes a few seconds at most.
    Uni<OwnName> ownName(Board board);

    /// @param name what the provider calls the board, null when it doesn't tell
    /// @param isUnknown whether the provider says that it has no such board
    record OwnName(@Nullable String name, boolean isUnknown) {
        public static final OwnName UNTOLD = new OwnName(null, false);
        public static final OwnName UNKNOWN = new OwnName(null, true);
    }

    /// A board that was found behind an address.
    ///
    /// @param others boards that the same page leads to
    record Found(Board board, How how, List<Board> others) {
        public Found {
            others = List.copyOf(others);
        }
    }

    /// How a board was found.
    @Schema(name = "Recognition")
    enum How {
        /// The address is the provider's own.
        ADDRESS,
        /// The address leads to the provider's own.
        REDIRECT,
        /// The page embeds the board.
        EMBED,
        /// The page links to the board.
        LINK,
        /// The page itself describes postings.
        PAGE,
        /// None of these; the page is all there is to try.
        NOTHING_FOUND
    }
}
