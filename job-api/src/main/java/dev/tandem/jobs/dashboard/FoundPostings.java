package dev.tandem.jobs.dashboard;

import dev.tandem.jobs.search.SearchPage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a search brought, and what can be done next.
///
/// @param count such as `12 postings` or `More than 5000 postings`; empty in a plain list of the newest
/// @param correctedTo what was looked for instead, null when it was what was typed
/// @param suggestion what may have been meant, and `suggested` the address that asks for it; null when nothing
/// @param next the address of the following postings, null on the last page
record FoundPostings(
        List<PostingRow> rows,
        String count,
        @Nullable String correctedTo,
        @Nullable String suggestion,
        @Nullable String suggested,
        List<FacetGroup> facets,
        @Nullable String next) {

    static FoundPostings of(SearchPage page, Search search) {
        var total = page.total();
        return new FoundPostings(
                page.items().stream().map(posting -> PostingRow.from(posting, search.isByFilter())).toList(),
                total == null ? "" : counted(total),
                page.correctedTo(),
                page.suggestion(),
                page.suggestion() == null ? null : search.instead(page.suggestion()),
                FacetGroup.of(page.facets(), search),
                search.next(page.next()));
    }

    private static String counted(SearchPage.Total total) {
        if (total.atLeast()) {
            return "More than %d postings".formatted(total.count());
        }
        return total.count() == 1 ? "1 posting" : "%d postings".formatted(total.count());
    }
}
