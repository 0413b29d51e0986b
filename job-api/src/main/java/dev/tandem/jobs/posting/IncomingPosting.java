package dev.tandem.jobs.posting;

import dev.tandem.jobs.fetch.ListedPosting;
import java.util.List;

/// A posting on its way into the database.
///
/// @param company the provider's spelling, or else what the user calls the source
/// @param filtered whether a filter hides it
/// @param score what the filter found it worth
/// @param reasons why, as sentences
public record IncomingPosting(
        ListedPosting posting, String company, boolean filtered, int score, List<String> reasons) {

    public IncomingPosting {
        reasons = List.copyOf(reasons);
    }
}
