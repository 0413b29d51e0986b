package dev.tandem.jobs.order;

import dev.tandem.jobs.source.PolledSource;
import dev.tandem.jobs.source.Provider;

/// What reading a board is expected to cost.
///
/// @param host the host that is asked
/// @param hostMillis how long the host needs for it, one request after the other
/// @param aloneMillis how long it takes while nothing else is asked of the host
/// @param atOnce how many of its requests can be under way at once while it is listed
public record Work(String host, double hostMillis, double aloneMillis, int atOnce) {

    /// What a host needs for a request that nobody has measured.
    private static final double USUAL_MILLIS = 300;

    /// How many postings a board has that nobody has seen: about the average of those that were.
    private static final int USUAL_POSTINGS = 100;

    private static final int WORKDAY_ROWS = 20;
    private static final int SMARTRECRUITERS_ROWS = 100;

    /// By what earlier polls of the board came to; of one that was never polled, by the way its provider lists, with
    /// details for each of its postings.
    ///
    /// @param perHost how many requests a host gets at once
    public static Work of(PolledSource source, int perHost) {
        var averages = source.standing().averages();
        var postings = averages == null ? USUAL_POSTINGS : averages.listed();
        var pages = pages(source.provider(), postings);
        var requests = averages == null ? unknown(source.provider(), pages) : Math.max(1, averages.requests());
        var millis = averages == null ? USUAL_MILLIS : averages.hostMillis() / requests;
        // The first page comes alone, because it says how many there are.
        var rounds = 1 + Math.ceil((requests - 1) / perHost);
        return new Work(host(source), requests * millis, rounds * millis, Math.clamp(pages - 1, 1, perHost));
    }

    private static String host(PolledSource source) {
        try {
            return source.board().host();
        } catch (IllegalArgumentException unusable) {
            return source.provider().name(); // it will fail when its turn comes, and alone
        }
    }

    private static double unknown(Provider provider, int pages) {
        return pages + (provider.hasDetails() ? USUAL_POSTINGS : 0);
    }

    private static int pages(Provider provider, double postings) {
        return switch (provider) {
            case WORKDAY -> pages(postings, WORKDAY_ROWS);
            case SMARTRECRUITERS -> pages(postings, SMARTRECRUITERS_ROWS);
            case GREENHOUSE, LEVER, ASHBY, JSON_LD -> 1;
        };
    }

    private static int pages(double postings, int rows) {
        return Math.max(1, (int) Math.ceil(postings / rows));
    }
}
