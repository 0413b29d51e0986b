package dev.tandem.bench.jobs;

import java.time.Duration;

/// What one poll took.
///
/// @param wall until everything was stored
/// @param answered until a caller who waits had an answer
/// @param cpu of the poller's process
/// @param open postings that are stored and listed
/// @param described how many of them have a description
record Measured(
        Duration wall,
        Duration answered,
        Traffic.Seen seen,
        long statements,
        long roundTrips,
        Duration cpu,
        long open,
        long described) {

    static final String HEAD =
            "%-11s %-8s %9s %9s %9s %7s %9s %8s %7s %8s"
                    .formatted(
                            "rung",
                            "scenario",
                            "wall s",
                            "x floor",
                            "requests",
                            "opened",
                            "MB",
                            "statem.",
                            "trips",
                            "CPU s");

    String row(String rung, String scenario, double floor) {
        return "%-11s %-8s %9.2f %9.2f %9d %7d %9.1f %8d %7d %8.2f"
                .formatted(
                        rung,
                        scenario,
                        seconds(wall),
                        seconds(wall) / floor,
                        seen.requests(),
                        seen.connections(),
                        seen.bytes() / 1e6,
                        statements,
                        roundTrips,
                        seconds(cpu));
    }

    /// What is not as it should be, empty when all is well.
    ///
    /// @param expected postings
    String complaint(int expected) {
        var complaint = new StringBuilder();
        if (open != expected || described != expected) {
            complaint.append("of %d postings %d are open and %d described; ".formatted(expected, open, described));
        }
        if (seen.mostAtOnce() > Floor.PER_HOST) {
            complaint.append("%d requests of one host at once; ".formatted(seen.mostAtOnce()));
        }
        if (seen.mostOpen() > 20) {
            complaint.append("%d connections to one host at once; ".formatted(seen.mostOpen()));
        }
        if (seen.unknown() > 0) {
            complaint.append("%d requests for nothing, such as %s; ".formatted(seen.unknown(), seen.unknownPath()));
        }
        return complaint.toString();
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
