package dev.tandem.jobs.listing;

import java.util.List;

/// What a board answered. Only `Complete` may ever close a posting: whoever is missing from the others may merely not
/// have been seen. No posting is in a listing twice.
public sealed interface Listing {

    /// The postings that were read, before any filter.
    List<ListedPosting> postings();

    /// The same for a board that has listed postings before, so that it exists: where it lists nothing now, that is
    /// everything, though its provider answers likewise for boards that don't exist.
    default Listing ofKnownBoard() {
        return switch (this) {
            case Partial(var postings, var why) when why.code() == FetchFailure.Code.EMPTY_UNKNOWN ->
                    new Complete(postings);
            case Complete complete -> complete;
            case Partial partial -> partial;
            case Failed failed -> failed;
        };
    }

    /// Everything that the board lists.
    record Complete(List<ListedPosting> postings) implements Listing {
        public Complete {
            postings = List.copyOf(postings);
        }
    }

    /// A part of what the board lists: good for adding and changing, never for closing.
    record Partial(List<ListedPosting> postings, FetchFailure why) implements Listing {
        public Partial {
            postings = List.copyOf(postings);
        }
    }

    /// Nothing could be read.
    record Failed(FetchFailure why) implements Listing {
        @Override
        public List<ListedPosting> postings() {
            return List.of();
        }
    }
}
