package dev.tandem.jobs.archive;

import java.time.Duration;
import java.time.Instant;

/// When a posting that its board no longer lists counts as closed: after several misses, because a board may be asked
/// twice in a minute, and after some time, because a board may be down for a night. The time is stretched where the
/// past says that postings come back. `docs/archiving.md` shows what the figures do to a recorded history.
///
/// @param misses how many complete listings in a row must lack it, at least 1
/// @param after how long it must have been missing, at least
/// @param atMost the longest that the stretches below may ask for
/// @param perReturn how many times `after` is added for each time that the posting has come back before
/// @param perBoardReturn how many times `after` is added when, on average, each posting of the board has come back once
/// @param memory after how long a return counts for half
/// @param drop the part of a board's usual size whose loss makes a listing doubtful, from 0 to 1
/// @param dropFor how long such listings are doubted, during which nothing is closed by them
/// @param emptyFor how long an empty listing is doubted
public record ArchivePolicy(
        int misses,
        Duration after,
        Duration atMost,
        double perReturn,
        double perBoardReturn,
        Duration memory,
        double drop,
        Duration dropFor,
        Duration emptyFor) {

    private static final Duration LONGEST = Duration.ofDays(365);
    private static final int MOST = 1_000;

    /// @throws IllegalArgumentException saying which figure is none that a policy can have
    public ArchivePolicy {
        require(misses >= 1 && misses <= MOST, "misses is a number from 1 to 1000.");
        require(isWait(after) && isWait(atMost), "after and atMost are durations of up to 365 days, such as PT6H.");
        require(isWait(dropFor) && isWait(emptyFor), "dropFor and emptyFor are durations of up to 365 days.");
        require(isWait(memory) && !memory.isZero(), "memory is a duration of up to 365 days, and not nothing.");
        require(isFactor(perReturn) && isFactor(perBoardReturn), "perReturn and perBoardReturn are from 0 to 1000.");
        require(drop >= 0 && drop <= 1, "drop is a part, from 0 to 1.");
    }

    /// Waits for misses and time alone, and believes every listing.
    public static ArchivePolicy plain(int misses, Duration after) {
        return new ArchivePolicy(misses, after, after, 0, 0, Duration.ofDays(7), 1, Duration.ZERO, Duration.ZERO);
    }

    /// Whether the posting counts as closed.
    ///
    /// @param board with the listing that was read last
    public boolean closes(Absence posting, BoardPast board, Instant now) {
        return posting.misses() >= misses
                && !board.isDoubtful()
                && Duration.between(posting.since(), now).compareTo(patience(posting, board, now)) >= 0;
    }

    /// How long this posting has to be missing.
    Duration patience(Absence posting, BoardPast board, Instant now) {
        var times =
                1
                        + perReturn * posting.returns().at(now, memory)
                        + perBoardReturn * board.returnsPerPosting(now, memory);
        var stretched = after.toMillis() * times;
        return Duration.ofMillis((long) Math.min(stretched, Math.max(after.toMillis(), atMost.toMillis())));
    }

    private static boolean isWait(Duration wait) {
        return !wait.isNegative() && wait.compareTo(LONGEST) <= 0;
    }

    private static boolean isFactor(double factor) {
        return factor >= 0 && factor <= MOST;
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
