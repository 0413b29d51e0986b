package dev.tandem.jobs.posting;

import dev.tandem.jobs.archive.ArchivePolicy;
import dev.tandem.jobs.archive.BoardPast;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// What a complete listing means for the stored postings that it lacks.
///
/// @param past of the board, with this listing
/// @param reason why what closes is closed
/// @param misses what has to be written; empty when nothing is missing, and then nothing but the past is
record Judgement(BoardPast past, String reason, List<Miss> misses) {

    /// A posting whose absence has to be noted.
    ///
    /// @param before how many misses were counted when this was decided, so that nobody counts one twice
    /// @param after how many there are now; none when it is listed again
    /// @param inExodus whether it began to be missing together with most of its board
    record Miss(String id, int before, int after, boolean inExodus, boolean closes) {}

    /// Judges by the policy alone; nothing is read or written.
    ///
    /// @param listed the ids in the listing, before any filter
    /// @param returned how many of them were missing by themselves before
    static Judgement of(
            StoredBoard stored, Set<String> listed, int returned, BoardPast before, ArchivePolicy policy, Instant at) {
        var past = before.with(listed.size(), returned, at, policy);
        var vanished =
                stored.postings().entrySet().stream()
                        .filter(row -> row.getValue().misses() == 0 && !listed.contains(row.getKey()))
                        .count();
        var exodus = BoardPast.isExodus(stored.presentIds().size(), vanished);
        var misses =
                stored.postings().entrySet().stream()
                        .flatMap(row ->
                                listed.contains(row.getKey())
                                        ? listedAgain(row)
                                        : missed(row, exodus, past, policy, at))
                        .toList();
        return new Judgement(past, listed.isEmpty() ? "BOARD_EMPTY" : "NOT_LISTED", misses);
    }

    /// The upsert has cleared the misses of all but the user's.
    private static Stream<Miss> listedAgain(Map.Entry<String, StoredPosting> row) {
        var posting = row.getValue();
        return posting.isUsers() && posting.misses() > 0
                ? Stream.of(new Miss(row.getKey(), posting.misses(), 0, false, false))
                : Stream.empty();
    }

    /// Misses are counted until there are enough of them, so that what waits for its time is not written again at every
    /// poll. The user's rows are counted likewise and never close.
    private static Stream<Miss> missed(
            Map.Entry<String, StoredPosting> row, boolean exodus, BoardPast past, ArchivePolicy policy, Instant at) {
        var posting = row.getValue();
        var closes = !posting.isUsers() && policy.closes(posting.oneMore(at), past, at);
        return closes || posting.misses() < policy.misses()
                ? Stream.of(
                        new Miss(
                                row.getKey(),
                                posting.misses(),
                                posting.misses() + 1,
                                posting.misses() == 0 && exodus,
                                closes))
                : Stream.empty();
    }
}
