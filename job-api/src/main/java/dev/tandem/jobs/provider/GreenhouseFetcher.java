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

/// Reads Greenhouse boards, which come whole in one answer: https://developers.greenhouse.io/job-board.html#list-jobs
@Singleton
public class GreenhouseFetcher implements BoardFetcher {

    private final BoardClient client;
    private final URI base;

    public GreenhouseFetcher(BoardClient client, FetchConfig config) {
        this.client = client;
        this.base = config.provider().greenhouse();
    }

    @Override
    public Provider provider() {
        return Provider.GREENHOUSE;
    }

    @Override
    public Uni<Fetched> fetch(Board board, @Nullable String known) {
        var address = Addresses.under(base, "/v1/boards/%s/jobs?content=true", board.token());
        return client.rowsUnless(known, BoardRequest.get(address), rows -> read(rows, board.token()))
                .map(answer -> new Fetched(answer.content(), answer.fingerprint()))
                .onFailure()
                .recoverWithItem(Fetched::failed);
    }

    private static Listing read(JsonRows answer, String token) {
        var rows = new ListingRows();
        var rest = answer.each("jobs", job -> rows.add(GreenhouseJob.read(job, token)));
        var total = rest.path("meta").path("total");
        return rows.judge(total.isIntegralNumber() ? OptionalLong.of(total.asLong()) : OptionalLong.empty());
    }
}
