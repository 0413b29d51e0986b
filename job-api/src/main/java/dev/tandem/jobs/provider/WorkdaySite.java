package dev.tandem.jobs.provider;

import dev.tandem.jobs.client.Addresses;
import dev.tandem.jobs.listing.FetchException;
import dev.tandem.jobs.listing.FetchFailure;
import dev.tandem.jobs.source.Board;
import java.net.URI;

/// The addresses of one Workday careers site.
///
/// @param list where its list is asked for
/// @param pages below which people read its postings; a path without it leads nowhere
/// @param details below which the same postings are JSON
record WorkdaySite(URI list, URI pages, URI details) {

    /// @param base with `{tenant}` and `{pod}` where the board's own go
    static WorkdaySite of(Board board, String base) {
        var parts = board.token().split("\\|");
        var host = URI.create(base.replace("{tenant}", parts[0]).replace("{pod}", parts[1]));
        return new WorkdaySite(
                Addresses.under(host, "/wday/cxs/%s/%s/jobs", parts[0], parts[2]),
                Addresses.under(host, "/%s", parts[2]),
                Addresses.under(host, "/wday/cxs/%s/%s", parts[0], parts[2]));
    }

    /// Where the details of a posting are.
    ///
    /// @param page where people read it
    URI details(URI page) {
        var address = page.toString();
        if (!address.startsWith(pages + "/")) {
            throw new FetchException(
                    FetchFailure.Code.UNKNOWN_POSTING, "The posting's address is not one of this Workday site.");
        }
        return URI.create(details + address.substring(pages.toString().length()));
    }
}
