package dev.tandem.jobs.posting;

import dev.tandem.jobs.archive.Absence;
import dev.tandem.jobs.archive.FadingCount;
import io.vertx.core.json.JsonArray;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a poll has to know of a posting that is stored and not archived by a poll.
///
/// @param hash of what the board listed
/// @param isDetailed whether its details were read since that changed
/// @param reasons JSON, as PostgreSQL writes it
/// @param isUsers whether it is saved, applied to or archived by the user, so that no poll changes it
/// @param misses how many complete listings in a row lack it
/// @param missingSince when the first of them was read, null while it is listed
/// @param returns how often it went missing by itself and came back
record StoredPosting(
        String hash,
        boolean isDetailed,
        boolean filtered,
        int score,
        String reasons,
        boolean isUsers,
        int misses,
        @Nullable Instant missingSince,
        FadingCount returns) {

    /// Whether the board now says something else than what is stored, or lists it again.
    boolean differsFrom(IncomingPosting now) {
        return !isUsers
                && (misses > 0
                        || filtered != now.filtered()
                        || score != now.score()
                        || !hash.equals(now.hash())
                        || !new JsonArray(reasons).equals(new JsonArray(PostingColumn.texts(now.reasons()))));
    }

    /// Whether its details have to be read: never read, or read for something else than what the board lists now.
    boolean lacksDetails(IncomingPosting now) {
        return !isUsers && !(isDetailed && hash.equals(now.hash()));
    }

    /// Its absence when it is missing from a complete listing once more.
    Absence oneMore(Instant now) {
        return new Absence(misses + 1, missingSince == null ? now : missingSince, returns);
    }
}
