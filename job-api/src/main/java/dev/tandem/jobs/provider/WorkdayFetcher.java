package dev.tandem.jobs.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.jobs.client.Addresses;
import dev.tandem.jobs.client.BoardClient;
import dev.tandem.jobs.client.BoardRequest;
import dev.tandem.jobs.client.FetchConfig;
import dev.tandem.jobs.fetch.BoardFetcher;
import dev.tandem.jobs.fetch.Fields;
import dev.tandem.jobs.fetch.ListedPage;
import dev.tandem.jobs.fetch.ListingRows;
import dev.tandem.jobs.fetch.OffsetPages;
import dev.tandem.jobs.listing.FetchException;
import dev.tandem.jobs.listing.FetchFailure;
import dev.tandem.jobs.listing.ListedPosting;
import dev.tandem.jobs.listing.Listing;
import dev.tandem.jobs.source.Board;
import dev.tandem.jobs.source.Provider;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads the listing that a Workday careers site's own page reads. The interface is not documented; all four keys of
/// the body are needed, and only the first page's total can be believed. Where the list is longer than a tenant shows,
/// it is asked for in parts, by a facet that divides it.
///
/// What only a posting's own page holds (its description, exact date, contract and country) is not fetched here.
@Singleton
public class WorkdayFetcher implements BoardFetcher {

    private static final int ROWS = 20;

    /// Many tenants list no more than this, however many postings they have.
    private static final int CAP = 2_000;

    private static final String EVERYTHING = "{}";

    // The host's turns bound the requests; this bounds what is held in memory meanwhile.
    private static final int PARTS_AT_ONCE = 2;

    private final BoardClient client;
    private final String base;
    private final InstantSource clock;

    @Inject
    public WorkdayFetcher(BoardClient client, FetchConfig config) {
        this(client, config, InstantSource.system());
    }

    public WorkdayFetcher(BoardClient client, FetchConfig config, InstantSource clock) {
        this.client = client;
        this.base = config.provider().workday();
        this.clock = clock;
    }

    @Override
    public Provider provider() {
        return Provider.WORKDAY;
    }

    @Override
    public Uni<Listing> fetch(Board board) {
        var parts = board.token().split("\\|");
        var host = URI.create(base.replace("{tenant}", parts[0]).replace("{pod}", parts[1]));
        var list = Addresses.under(host, "/wday/cxs/%s/%s/jobs", parts[0], parts[2]);
        var site = Addresses.under(host, "/%s", parts[2]);
        return ask(list, 0, EVERYTHING, root -> new First(read(root, site), WorkdayFacets.split(root, CAP)))
                .onItem()
                .transformToUni(first -> whole(list, site, first))
                .map(WorkdayFetcher::shortened)
                .onFailure()
                .recoverWithItem(failure -> new Listing.Failed(FetchException.of(failure)));
    }

    /// The first page, and how the list can be divided when it is too long.
    private record First(ListedPage page, Optional<WorkdayFacets.Split> split) {}

    private Uni<Listing> whole(URI list, URI site, First first) {
        if (first.page().total() != CAP) {
            return rest(list, site, EVERYTHING, first.page());
        }
        return first.split().isEmpty()
                ? rest(list, site, EVERYTHING, first.page()).map(WorkdayFetcher::capped)
                : inParts(list, site, first.split().get());
    }

    private Uni<Listing> inParts(URI list, URI site, WorkdayFacets.Split split) {
        return Multi.createFrom()
                .iterable(split.parts())
                .onItem()
                .transformToUni(part -> part(list, site, part))
                .merge(PARTS_AT_ONCE)
                .collect()
                .asList()
                .map(parts -> joined(parts, split.total()));
    }

    private Uni<Listing> part(URI list, URI site, String facets) {
        return ask(list, 0, facets, root -> read(root, site))
                .onItem()
                .transformToUni(first ->
                        rest(list, site, facets, first)
                                .map(listing -> first.total() == CAP ? capped(listing) : listing))
                .onFailure()
                .recoverWithItem(failure -> new Listing.Failed(FetchException.of(failure)));
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
                : rows.partial(
                        FetchFailure.Code.COUNT_MISMATCH,
                        "The site's list ends at 2,000 postings, and its parts don't tell how many there are.");
    }

    private Uni<Listing> rest(URI list, URI site, String facets, ListedPage first) {
        return new OffsetPages(ROWS, false, offset -> ask(list, offset, facets, root -> read(root, site))).after(first);
    }

    private <T> Uni<T> ask(URI list, long offset, String facets, Function<JsonNode, T> read) {
        var body =
                """
                {"appliedFacets":%s,"limit":%d,"offset":%d,"searchText":""}\
                """
                        .formatted(facets, ROWS, offset);
        return client.json(BoardRequest.post(list, body), read);
    }

    private ListedPage read(JsonNode root, URI site) {
        var rows = new ArrayList<@Nullable ListedPosting>();
        Fields.each(Fields.requiredArray(root, "jobPostings"))
                .forEach(row -> rows.add(WorkdayRow.read(row, site, clock.instant())));
        return new ListedPage(root.path("total").asLong(0), rows);
    }

    private static Listing capped(Listing listing) {
        return listing instanceof Listing.Complete complete
                ? new Listing.Partial(
                        complete.postings(),
                        new FetchFailure(
                                FetchFailure.Code.COUNT_MISMATCH,
                                "The site lists exactly 2,000 postings, which is where Workday stops counting."))
                : listing;
    }

    /// Rows are told apart by their whole path, but a path changes with the title in it. The requisition at its end
    /// stays, so that is the id, unless two postings of the site end in the same one.
    private static Listing shortened(Listing listing) {
        return switch (listing) {
            case Listing.Complete(var postings) -> new Listing.Complete(shortened(postings));
            case Listing.Partial(var postings, var why) -> new Listing.Partial(shortened(postings), why);
            case Listing.Failed failed -> failed;
        };
    }

    private static List<ListedPosting> shortened(List<ListedPosting> postings) {
        Map<String, Integer> uses = new HashMap<>();
        postings.forEach(posting -> uses.merge(WorkdayRow.requisition(posting.externalId()), 1, Integer::sum));
        return postings.stream()
                .map(posting -> {
                    var requisition = WorkdayRow.requisition(posting.externalId());
                    return uses.getOrDefault(requisition, 0) == 1 ? posting.withExternalId(requisition) : posting;
                })
                .toList();
    }
}
