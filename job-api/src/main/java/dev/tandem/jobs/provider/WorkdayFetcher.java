package dev.tandem.jobs.provider;

import dev.tandem.jobs.client.BoardClient;
import dev.tandem.jobs.client.BoardRequest;
import dev.tandem.jobs.client.FetchConfig;
import dev.tandem.jobs.fetch.BoardFetcher;
import dev.tandem.jobs.fetch.Fetched;
import dev.tandem.jobs.listing.ListedPosting;
import dev.tandem.jobs.listing.Listing;
import dev.tandem.jobs.source.Board;
import dev.tandem.jobs.source.Provider;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the listing and the postings that a Workday careers site's own page reads. The interface is not documented;
/// all four keys of the body are needed, and only the first page's total can be believed.
@Singleton
public class WorkdayFetcher implements BoardFetcher {

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
    public Uni<Fetched> fetch(Board board, @Nullable String known) {
        return new WorkdayList(client, WorkdaySite.of(board, base), clock.instant())
                .whole(known)
                .map(WorkdayFetcher::shortened)
                .onFailure()
                .recoverWithItem(Fetched::failed);
    }

    @Override
    public Uni<ListedPosting> detail(Board board, ListedPosting listed) {
        var page = WorkdaySite.of(board, base).details(listed.url());
        return client.json(BoardRequest.get(page), root -> WorkdayDetail.read(root, listed, clock.instant()));
    }

    private static Fetched shortened(Fetched fetched) {
        var listing = fetched.listing();
        return listing == null ? fetched : new Fetched(shortened(listing), fetched.fingerprint());
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
