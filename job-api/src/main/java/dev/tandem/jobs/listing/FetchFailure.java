package dev.tandem.jobs.listing;

/// Why a listing is not complete.
///
/// @param code for programs, and stable
/// @param message for people: one sentence without addresses of our own network, secrets or stack traces
public record FetchFailure(Code code, String message) {

    /// The kinds of trouble that a fetch can meet.
    public enum Code {
        /// The provider says that it has no such board.
        UNKNOWN_BOARD,
        /// The provider has no page for this posting, which proves nothing: some list postings before and after they
        /// can be read.
        UNKNOWN_POSTING,
        /// The answer is not JSON, but a web page, say.
        NOT_JSON,
        /// The answer is no web page where one was wanted.
        NOT_A_PAGE,
        /// The answer is JSON but not what this provider sends, or breaks off.
        MALFORMED,
        RATE_LIMITED,
        /// The host failed so often that it is not asked for a while.
        HOST_RESTS,
        SERVER_ERROR,
        FORBIDDEN,
        /// Another status that the provider's interface does not use.
        UNEXPECTED_STATUS,
        TIMEOUT,
        UNREACHABLE,
        TOO_LARGE,
        /// A page after the first could not be had.
        INCOMPLETE_PAGES,
        /// Rows were left out because they had no id or title.
        INCOMPLETE_ROWS,
        /// The provider declares another number of postings than it lists.
        COUNT_MISMATCH,
        /// An empty answer that this provider gives for unknown companies too.
        EMPTY_UNKNOWN,
        /// The page describes no posting, or not all of those that it links to.
        NOT_LISTED,
        REDIRECTED_AWAY,
        /// The board is gone and was not asked this time.
        BOARD_GONE,
        /// The address is one that must not be reached from here.
        DENIED_ADDRESS,
        /// A fault of ours.
        INTERNAL
    }
}
