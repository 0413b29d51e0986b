package dev.tandem.jobs.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.jobs.client.BoardClient;
import dev.tandem.jobs.client.BoardRequest;
import dev.tandem.jobs.client.JsonAnswer;
import dev.tandem.jobs.fetch.Fetched;
import dev.tandem.jobs.fetch.Fields;
import dev.tandem.jobs.fetch.ListedPage;
import dev.tandem.jobs.fetch.ListingRows;
import dev.tandem.jobs.fetch.OffsetPages;
import dev.tandem.jobs.listing.FetchException;
import dev.tandem.jobs.listing.FetchFailure;
import dev.tandem.jobs.listing.ListedPosting;
import dev.tandem.jobs.listing.Listing;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reads one Workday site's list: its first page, which alone says how many postings there are, and then all others at
/// the same time. A list that is longer than a tenant shows is asked for in parts, by a facet that divides it, and a
/// part that is still too long in parts of its own.
///
/// @param now the day that "Posted Yesterday" is counted from
record WorkdayList(BoardClient client, WorkdaySite site, Instant now) {

    private static final int ROWS = 20;

    /// Many tenants list no more than this, however many postings they have.
    private static final int CAP = 2_000;

    private static final int DEEPEST = 3;

    // The host's turns bound the requests; this bounds what is held in memory meanwhile.
    private static final int PARTS_AT_ONCE = 2;

    private static final FetchFailure CAPPED =
            new FetchFailure(
                    FetchFailure.Code.COUNT_MISMATCH,
                    "The site lists exactly 2,000 postings, which is where Workday stops counting.");

    private static final FetchFailure OF_UNKNOWN_LENGTH =
            new FetchFailure(
                    FetchFailure.Code.COUNT_MISMATCH,
                    "The site's list ends at 2,000 postings, and its parts don't tell how many there are.");

    /// Fails only where not even a first page could be had.
    ///
    /// @param known the fingerprint of an earlier listing, null for none
    Uni<Fetched> whole(@Nullable String known) {
        return part(WorkdayFacets.NONE, OptionalLong.empty(), 1, known);
    }

    /// @param expected how many postings it should hold, where something tells
    private Uni<Fetched> part(WorkdayFacets applied, OptionalLong expected, int depth, @Nullable String known) {
        return pages(applied)
                .whole(
                        known,
                        (root, first) -> {
                            if (first.total() != CAP) {
                                return Optional.empty();
                            }
                            var split =
                                    depth > DEEPEST ? Optional.<WorkdayFacets.Split>empty() : applied.split(root, CAP);
                            return Optional.of(
                                    split.isPresent()
                                            ? inParts(split.get(), expected, depth)
                                            : pages(applied).after(first).map(WorkdayList::capped));
                        });
    }

    private Uni<Listing> inParts(WorkdayFacets.Split split, OptionalLong expected, int depth) {
        return Multi.createFrom()
                .iterable(split.parts())
                .onItem()
                .transformToUni(part ->
                        part(part.facets(), OptionalLong.of(part.postings()), depth + 1, null)
                                .map(fetched -> Objects.requireNonNull(fetched.listing()))
                                .onFailure()
                                .recoverWithItem(failure -> new Listing.Failed(FetchException.of(failure))))
                .merge(PARTS_AT_ONCE)
                .collect()
                .asList()
                .map(parts -> joined(parts, expected.isPresent() ? expected : split.total()));
    }

    private static Listing joined(List<Listing> parts, OptionalLong total) {
        var rows = new ListingRows();
        parts.forEach(part -> part.postings().forEach(rows::add));
        for (var part : parts) {
            switch (part) {
                case Listing.Complete complete -> {}
                case Listing.Partial(var postings, var why) -> {
                    return rows.partial(why.code(), why.message());
                }
                case Listing.Failed(var why) -> {
                    return rows.partial(why.code(), why.message());
                }
            }
        }
        return total.isPresent()
                ? rows.judge(total)
                : rows.partial(OF_UNKNOWN_LENGTH.code(), OF_UNKNOWN_LENGTH.message());
    }

    private OffsetPages pages(WorkdayFacets applied) {
        return new OffsetPages(ROWS, false, offset -> ask(offset, applied), this::read);
    }

    private Uni<JsonAnswer> ask(long offset, WorkdayFacets applied) {
        var body =
                """
                {"appliedFacets":%s,"limit":%d,"offset":%d,"searchText":""}\
                """
                        .formatted(applied.json(), ROWS, offset);
        return client.unread(BoardRequest.post(site.list(), body));
    }

    private ListedPage read(JsonNode root) {
        var rows = new ArrayList<@Nullable ListedPosting>();
        Fields.each(Fields.requiredArray(root, "jobPostings"))
                .forEach(row -> rows.add(WorkdayRow.read(row, site.pages(), now)));
        return new ListedPage(root.path("total").asLong(0), rows);
    }

    private static Listing capped(Listing listing) {
        return listing instanceof Listing.Complete(var postings) ? new Listing.Partial(postings, CAPPED) : listing;
    }
}
