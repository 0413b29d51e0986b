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
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reads Lever boards, which come whole in one answer unless a limit is asked for:
/// https://github.com/lever/postings-api
@Singleton
public class LeverFetcher implements BoardFetcher {

    private static final String EUROPE = "eu:";

    private final BoardClient client;
    private final FetchConfig.Providers providers;

    public LeverFetcher(BoardClient client, FetchConfig config) {
        this.client = client;
        this.providers = config.provider();
    }

    @Override
    public Provider provider() {
        return Provider.LEVER;
    }

    @Override
    public Uni<Fetched> fetch(Board board, @Nullable String known) {
        var european = board.token().startsWith(EUROPE);
        var site = european ? board.token().substring(EUROPE.length()) : board.token();
        var base = european ? providers.leverEu() : providers.lever();
        // Without the mode, the answer's format depends on the Accept header.
        var address = Addresses.under(base, "/v0/postings/%s?mode=json", site);
        return client.rowsUnless(known, BoardRequest.get(address), LeverFetcher::read)
                .map(answer -> new Fetched(answer.content(), answer.fingerprint()))
                .onFailure()
                .recoverWithItem(Fetched::failed);
    }

    private static Listing read(JsonRows answer) {
        var rows = new ListingRows();
        answer.each(posting -> rows.add(LeverPosting.read(posting)));
        return rows.judge(OptionalLong.empty());
    }
}
