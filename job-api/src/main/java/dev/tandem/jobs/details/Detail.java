package dev.tandem.jobs.details;

import dev.tandem.jobs.posting.IncomingPosting;

/// What came of one posting's details.
sealed interface Detail {

    /// The board that the posting is on.
    BoardDetails of();

    /// @param posting whole
    record Read(BoardDetails of, IncomingPosting posting) implements Detail {}

    /// They could not be had.
    record Failed(BoardDetails of) implements Detail {}

    /// They were not asked for any more.
    record Left(BoardDetails of) implements Detail {}
}
