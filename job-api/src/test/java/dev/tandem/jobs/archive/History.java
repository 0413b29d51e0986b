package dev.tandem.jobs.archive;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// What real boards listed over 48 days: 1,569 looks at each.
///
/// @param times when each look was taken
public record History(List<Instant> times, List<Board> boards) {

    /// One board and its postings.
    ///
    /// @param listings at each look, the numbers of the postings that it listed
    public record Board(String name, List<Posting> postings, List<BitSet> listings) {

        static Board of(String name, List<Posting> postings, int looks) {
            var listings = Stream.generate(BitSet::new).limit(looks).toList();
            for (var number = 0; number < postings.size(); number++) {
                var posting = number;
                postings.get(number).looks().stream().forEach(look -> listings.get(look).set(posting));
            }
            return new Board(name, List.copyOf(postings), listings);
        }

        @Override
        public String toString() {
            return name; // the rest is too long for a failed test's message
        }
    }

    /// @param looks those that found it
    public record Posting(String url, BitSet looks) {

        private Posting at(int[] kept) {
            var some = new BitSet();
            IntStream.range(0, kept.length).filter(look -> looks.get(kept[look])).forEach(some::set);
            return new Posting(url, some);
        }

        public boolean isSeenAfter(int look) {
            return looks.nextSetBit(look + 1) >= 0;
        }
    }

    /// Every n-th look only, for tests that have less time, and only these boards.
    public History everyNth(int nth, List<String> names) {
        var kept = IntStream.range(0, times.size() / nth).map(look -> look * nth).toArray();
        return new History(
                IntStream.of(kept).mapToObj(times::get).toList(),
                boards.stream()
                        .filter(board -> names.contains(board.name()))
                        .map(board ->
                                Board.of(
                                        board.name(),
                                        board.postings().stream().map(posting -> posting.at(kept)).toList(),
                                        kept.length))
                        .toList());
    }

    /// Reads the history; skips the test where there is none.
    public static History read() {
        var root = System.getenv("TANDEM_DATA");
        assumeTrue(root != null, "Skipped: a recorded history of boards is looked for where TANDEM_DATA points.");
        var folder = Path.of(root, "history");
        var times =
                lines(folder.resolve("snapshots.csv.gz")).stream()
                        .map(line -> OffsetDateTime.parse(line.split(",")[1]).toInstant())
                        .toList();
        var boards = new LinkedHashMap<String, List<Posting>>();
        for (var line : lines(folder.resolve("postings.csv.gz"))) {
            // The company's name may hold commas, and is then in quotes.
            var url = line.substring(line.lastIndexOf(',', line.lastIndexOf(',') - 1) + 1, line.lastIndexOf(','));
            var board = line.substring(0, line.indexOf(url) - 1);
            boards.computeIfAbsent(board, any -> new ArrayList<>())
                    .add(new Posting(url, looks(line.substring(line.lastIndexOf(',') + 1))));
        }
        return new History(
                times,
                boards.entrySet().stream()
                        .map(each -> Board.of(each.getKey(), each.getValue(), times.size()))
                        .toList());
    }

    private static BitSet looks(String ranges) {
        var looks = new BitSet();
        for (var range : ranges.split(" ")) {
            var ends = range.split("-");
            looks.set(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1);
        }
        return looks;
    }

    private static List<String> lines(Path file) {
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return lines.lines().skip(1).toList();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
