package dev.tandem.bench.jobs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// How a poll grows with the number of boards: all new, then, where details are left, the polls that read these, then
/// nothing changed, then a twentieth changed, each with job-api in 512 MB of heap. Hosts stand in as they are in
/// reality, so that with many boards politeness alone would take hours; boards therefore answer sooner here than in
/// reality, descriptions are short and the database is near.
///
/// Arguments: how many times 49 boards (1,10,100), the boards' latency in milliseconds (5).
final class Growth {

    private static final int DESCRIPTION = 1_000;
    private static final int REAL_LATENCY = 300;

    /// What a first poll holds of details is bounded, and those beyond are read by the next.
    private static final int MOST_RESTS = 5;

    private Growth() {}

    public static void main(String[] arguments) throws Exception {
        var times = arguments.length > 0 ? arguments[0] : "1,10,100";
        var latency = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        var folder = Files.createTempDirectory("tandem-growth");
        System.out.printf(
                "Boards answer after %d ms with descriptions of %d characters; -Xmx512m.%n%n", latency, DESCRIPTION);
        System.out.printf(
                "%7s %9s %-15s %8s %8s %9s %9s %8s %8s %10s %10s%n",
                "boards",
                "postings",
                "poll",
                "wall s",
                "floor s",
                "300 ms: s",
                "requests",
                "statem.",
                "CPU s",
                "heap: peak",
                "kept MB");
        for (var each : times.split(",")) {
            grow(Integer.parseInt(each), latency, folder.resolve(each));
        }
        System.out.println("Logs are in " + folder);
    }

    private static void grow(int times, int latency, Path folder) throws Exception {
        var boards = StandInBoard.all(times);
        try (var standIn = StandInProcess.start(times, DESCRIPTION, false);
                var bench = new Bench(Rung.OURS, standIn, boards, folder)) {
            var whole = poll(bench, boards, "all new", 0, -1, latency);
            for (var rest = 0; !whole && rest < MOST_RESTS; rest++) {
                whole = poll(bench, boards, "details left", 0, 0, latency);
            }
            poll(bench, boards, "nothing changed", 0, 0, latency);
            poll(bench, boards, "5 % changed", 1, 0, latency);
        }
    }

    /// @return whether all postings were there afterwards, with their details
    private static boolean poll(Bench bench, List<StandInBoard> boards, String what, int day, int seen, int latency)
            throws Exception {
        var measured = bench.poll(day, latency, Duration.ZERO);
        var heap = bench.poller() instanceof JobApi service ? service.heap().sinceLast() : new GcLog.Filled(0, 0);
        var postings = boards.stream().mapToInt(StandInBoard::postings).sum();
        System.out.printf(
                "%7d %9d %-15s %8.2f %8.2f %9.0f %9d %8d %8.2f %10d %10d%n",
                boards.size(),
                postings,
                what,
                measured.wall().toNanos() / 1e9,
                Floor.of(boards, day, seen, latency).seconds(),
                Floor.of(boards, day, seen, REAL_LATENCY).seconds(),
                measured.seen().requests(),
                measured.statements(),
                measured.cpu().toNanos() / 1e9,
                heap.peak(),
                heap.kept());
        var complaint = measured.complaint(postings);
        if (!complaint.isEmpty()) {
            System.out.println("        NOT YET AS IT SHOULD BE: " + complaint);
        }
        return complaint.isEmpty();
    }
}
