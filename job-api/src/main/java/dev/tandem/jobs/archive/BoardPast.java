package dev.tandem.jobs.archive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is remembered of a board from one complete listing to the next.
///
/// @param sizes of the last complete listings that were believed, oldest first
/// @param doubtfulSince since when the listings have been too short to be believed, null when they are not
/// @param returns how often postings went missing one by one and came back
public record BoardPast(List<Integer> sizes, @Nullable Instant doubtfulSince, FadingCount returns) {

    public static final BoardPast NONE = new BoardPast(List.of(), null, FadingCount.NEVER);

    private static final int REMEMBERED = 5;
    // One posting more or less is nothing to wonder at on a board of three.
    private static final int SMALLEST = 3;

    public BoardPast {
        sizes = List.copyOf(sizes);
    }

    /// The past with this complete listing in it. A listing that is too short for this board is not believed at first;
    /// when it stays so long enough, it is the board's new size.
    ///
    /// @param listed how many postings it holds
    /// @param returned how many of them had been missing by themselves
    public BoardPast with(int listed, int returned, Instant now, ArchivePolicy policy) {
        var known = returns.plus(returned, now, policy.memory());
        if (!isTooShort(listed, policy)) {
            return new BoardPast(appended(sizes, listed), null, known);
        }
        var since = doubtfulSince == null ? now : doubtfulSince;
        var doubted = listed == 0 ? policy.emptyFor() : policy.dropFor();
        return Duration.between(since, now).compareTo(doubted) < 0
                ? new BoardPast(sizes, since, known)
                : new BoardPast(List.of(listed), null, known);
    }

    /// Whether the last listing is not believed yet, so that nothing may be closed by it.
    public boolean isDoubtful() {
        return doubtfulSince != null;
    }

    /// Whether so many vanished at once that it tells more about the board than about each of them.
    public static boolean isExodus(long present, long vanished) {
        return present >= SMALLEST && vanished * 2 >= present;
    }

    /// How many of the postings that it holds have come and gone of late.
    double returnsPerPosting(Instant now, Duration memory) {
        return returns.at(now, memory) / (usualSize() + SMALLEST);
    }

    private boolean isTooShort(int listed, ArchivePolicy policy) {
        var usual = usualSize();
        return usual >= SMALLEST && listed < usual * (1 - policy.drop()) || listed == 0 && usual > 0;
    }

    /// The median of the sizes.
    private double usualSize() {
        if (sizes.isEmpty()) {
            return 0;
        }
        var sorted = sizes.stream().sorted().toList();
        var middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2.0;
    }

    private static List<Integer> appended(List<Integer> sizes, int listed) {
        var longer = new ArrayList<>(sizes.subList(Math.max(0, sizes.size() - REMEMBERED + 1), sizes.size()));
        longer.add(listed);
        return longer;
    }
}
