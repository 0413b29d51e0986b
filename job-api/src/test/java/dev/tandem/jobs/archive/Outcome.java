package dev.tandem.jobs.archive;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/// What a policy did over a history.
///
/// @param wrong archivals of what was listed again later
/// @param open how many of the postings that are gone for good are still open at the end
/// @param hours from the last listing to the archival, of those that were right, in order
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Outcome(int archived, int wrong, int open, int reopened, double[] hours) {

    public static final String HEAD =
            "%-28s %8s %6s %7s %5s %7s %7s %7s"
                    .formatted("policy", "archived", "wrong", "wrong %", "lost", "median", "mean", "p90");

    /// @param number the posting's, on its board
    /// @param delay since it was listed last
    public record Archival(History.Board board, int number, int look, Duration delay) {

        boolean isWrong() {
            return board.postings().get(number).isSeenAfter(look);
        }
    }

    /// What it did to one board.
    public record OfBoard(List<Archival> archivals, int open, int reopened) {}

    public static Outcome of(List<OfBoard> boards) {
        var all = boards.stream().flatMap(board -> board.archivals().stream()).toList();
        var hours =
                all.stream()
                        .filter(archival -> !archival.isWrong())
                        .mapToDouble(archival -> archival.delay().toSeconds() / 3_600.0)
                        .sorted()
                        .toArray();
        return new Outcome(
                all.size(),
                all.size() - hours.length,
                boards.stream().mapToInt(OfBoard::open).sum(),
                boards.stream().mapToInt(OfBoard::reopened).sum(),
                hours);
    }

    double wrongPercent() {
        return 100.0 * wrong / archived;
    }

    double medianHours() {
        return hours[hours.length / 2];
    }

    public String row(String name) {
        return "%-28s %8d %6d %7.1f %5d %7.1f %7.1f %7.1f"
                .formatted(
                        name,
                        archived,
                        wrong,
                        wrongPercent(),
                        open,
                        medianHours(),
                        Arrays.stream(hours).average().orElse(0),
                        hours[(int) (hours.length * 0.9)]);
    }
}
