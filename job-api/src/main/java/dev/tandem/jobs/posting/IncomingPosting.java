package dev.tandem.jobs.posting;

import dev.tandem.jobs.listing.ListedPosting;
import java.util.List;

/// A posting on its way into the database.
///
/// @param company the provider's spelling, or else what the user calls the source
/// @param filtered whether a filter hides it
/// @param score what the filter found it worth
/// @param reasons why, as sentences
/// @param hash of what the board lists, which tells at the next poll whether that has changed
public record IncomingPosting(
        ListedPosting posting, String company, boolean filtered, int score, List<String> reasons, String hash) {

    public IncomingPosting {
        reasons = List.copyOf(reasons);
    }

    public IncomingPosting(ListedPosting posting, String company, boolean filtered, int score, List<String> reasons) {
        this(posting, company, filtered, score, reasons, ContentHash.of(posting));
    }

    /// The same with its details. The hash stays that of what the board lists.
    public IncomingPosting detailed(ListedPosting whole) {
        var named = whole.company() == null ? company : whole.company();
        return new IncomingPosting(whole, named, filtered, score, reasons, hash);
    }

    /// As the database knows it.
    String id() {
        return String.valueOf(PostingColumn.clean(posting.externalId()));
    }
}
