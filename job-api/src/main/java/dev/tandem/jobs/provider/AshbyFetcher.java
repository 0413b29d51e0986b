package dev.tandem.jobs.provider;

import dev.tandem.jobs.client.Addresses;
import dev.tandem.jobs.client.BoardClient;
import dev.tandem.jobs.client.BoardRequest;
import dev.tandem.jobs.client.FetchConfig;
import dev.tandem.jobs.client.JsonRows;
import dev.tandem.jobs.fetch.BoardFetcher;
import dev.tandem.jobs.fetch.Fetched;
import dev.tandem.jobs.fetch.ListingRows;
import dev.tandem.jobs.listing.Listing;
import dev.tandem.jobs.source.Board;
import dev.tandem.jobs.source.Provider;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reads Ashby boards, which come whole in one answer: https://developers.ashbyhq.com/docs/public-job-posting-api
@Singleton
public class AshbyFetcher implements BoardFetcher {

    private final BoardClient client;
    private final URI base;

    public AshbyFetcher(BoardClient client, FetchConfig config) {
        this.client = client;
        this.base = config.provider().ashby();
    }

    @Override
    public Provider provider() {
        return Provider.ASHBY;
    }

    @Override
    public Uni<Fetched> fetch(Board board, @Nullable String known) {
        var address = Addresses.under(base, "/posting-api/job-board/%s?includeCompensation=true", board.token());
        return client.rowsUnless(known, BoardRequest.get(address), AshbyFetcher::read)
                .map(answer -> new Fetched(answer.content(), answer.fingerprint()))
                .onFailure()
                .recoverWithItem(Fetched::failed);
    }

    private static Listing read(JsonRows answer) {
        var rows = new ListingRows();
        answer.each(
                "jobs",
                job -> {
                    // Unlisted jobs can be reached by their link only; the company does not publish them.
                    if (job.path("isListed").asBoolean(true)) {
                        rows.add(AshbyJob.read(job));
                    }
                });
        return rows.judge(OptionalLong.empty());
    }
}
