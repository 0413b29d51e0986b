package dev.tandem.jobs.details;

import dev.tandem.jobs.client.Visit;
import dev.tandem.jobs.posting.IncomingPosting;
import dev.tandem.jobs.source.Board;
import dev.tandem.jobs.source.PolledSource;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// The postings of one board whose details are to be read.
///
/// @param visit where the requests are noted
/// @param stored comes when the board's list has been stored, with true, or could not be; only then are details written
public record BoardDetails(
        PolledSource source, List<IncomingPosting> postings, Visit visit, CompletionStage<Boolean> stored) {

    public BoardDetails {
        postings = List.copyOf(postings);
    }

    Board board() {
        return source.board();
    }

    /// Only the first of them.
    BoardDetails first(int most) {
        return most >= postings.size() ? this : new BoardDetails(source, postings.subList(0, most), visit, stored);
    }
}
