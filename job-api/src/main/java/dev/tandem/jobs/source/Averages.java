package dev.tandem.jobs.source;

import org.jspecify.annotations.Nullable;

/// What a poll of a board usually comes to. Averages that fade: each poll counts for a third.
///
/// @param listed postings
/// @param millis from the first request to the last statement, waiting included
/// @param requests to the provider, those for details included
/// @param hostMillis that the provider took for them, one after the other
public record Averages(double listed, double millis, double requests, double hostMillis) {

    private static final double WEIGHT = 1 / 3.0;
    private static final double NOTICED = 0.1;

    /// The averages with one more poll in them.
    ///
    /// @param before null when there has been none
    public static Averages of(@Nullable Averages before, int listed, long millis, int requests, long hostMillis) {
        return before == null
                ? new Averages(listed, millis, requests, hostMillis)
                : new Averages(
                        faded(before.listed, listed),
                        faded(before.millis, millis),
                        faded(before.requests, requests),
                        faded(before.hostMillis, hostMillis));
    }

    /// Whether these say something else than those, so that it is worth a row's being written.
    public boolean differsFrom(@Nullable Averages other) {
        return other == null
                || differs(listed, other.listed)
                || differs(millis, other.millis)
                || differs(requests, other.requests)
                || differs(hostMillis, other.hostMillis);
    }

    private static double faded(double before, double now) {
        return before + (now - before) * WEIGHT;
    }

    private static boolean differs(double one, double other) {
        return Math.abs(one - other) > Math.max(1, Math.abs(other) * NOTICED);
    }
}
