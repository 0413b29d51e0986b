package dev.tandem.jobs.jsonld;

import dev.tandem.jobs.client.BoardClient;
import dev.tandem.jobs.client.FetchConfig;
import dev.tandem.jobs.client.PageAddresses;
import dev.tandem.jobs.fetch.BoardFetcher;
import dev.tandem.jobs.fetch.Fetched;
import dev.tandem.jobs.listing.FetchException;
import dev.tandem.jobs.listing.FetchFailure;
import dev.tandem.jobs.listing.Listing;
import dev.tandem.jobs.source.Board;
import dev.tandem.jobs.source.Provider;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Reads the postings that a careers page describes (https://schema.org/JobPosting), and where it does not describe
/// them all, those on the other pages of its site.
@Singleton
public class JsonLdFetcher implements BoardFetcher {

    private final CareersPages pages;
    private final Sitemaps sitemaps;
    private final FetchConfig.Careers config;

    @Inject
    public JsonLdFetcher(BoardClient client, PageAddresses addresses, FetchConfig config) {
        this(client, addresses, config, InstantSource.system());
    }

    public JsonLdFetcher(BoardClient client, PageAddresses addresses, FetchConfig config, InstantSource clock) {
        this.pages = new CareersPages(client, addresses, clock);
        this.sitemaps = new Sitemaps(client, addresses, config.careers().sitemaps());
        this.config = config.careers();
    }

    @Override
    public Provider provider() {
        return Provider.JSON_LD;
    }

    @Override
    public Uni<Fetched> fetch(Board board, @Nullable String known) {
        return listing(board).map(listing -> new Fetched(listing, null));
    }

    private Uni<Listing> listing(Board board) {
        return pages.read(URI.create(board.token()), First::of)
                .onItem()
                .transformToUni(first ->
                        isOnlyAPart(first.listing())
                                ? new CareersSite(pages, new Site(first.address()), config.pages())
                                        .listing(first.seen(), sitemaps)
                                : Uni.createFrom().item(first.listing()))
                .onFailure()
                .recoverWithItem(failure -> new Listing.Failed(FetchException.of(failure)));
    }

    /// The first page by itself, and what it leads to.
    private record First(URI address, Listing listing, CareersSite.Seen seen) {

        static First of(JsonLdPage page) {
            return new First(page.address(), page.listing(), CareersSite.Seen.of(page));
        }
    }

    private static boolean isOnlyAPart(Listing listing) {
        return listing instanceof Listing.Partial(var postings, var why) && why.code() == FetchFailure.Code.NOT_LISTED;
    }
}
