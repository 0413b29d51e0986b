package dev.tandem.jobs.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.jobs.client.Addresses;
import dev.tandem.jobs.client.BoardClient;
import dev.tandem.jobs.client.BoardRequest;
import dev.tandem.jobs.client.FetchConfig;
import dev.tandem.jobs.client.JsonAnswer;
import dev.tandem.jobs.fetch.BoardFetcher;
import dev.tandem.jobs.fetch.Fetched;
import dev.tandem.jobs.fetch.Fields;
import dev.tandem.jobs.fetch.ListedPage;
import dev.tandem.jobs.fetch.OffsetPages;
import dev.tandem.jobs.listing.FetchFailure;
import dev.tandem.jobs.listing.ListedPosting;
import dev.tandem.jobs.listing.Listing;
import dev.tandem.jobs.source.Board;
import dev.tandem.jobs.source.Provider;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads SmartRecruiters boards page by page: https://developers.smartrecruiters.com/docs/posting-api
///
/// Descriptions and salaries are on each posting's own page.
@Singleton
public class SmartRecruitersFetcher implements BoardFetcher {

    private static final int ROWS = 100;

    private final BoardClient client;
    private final URI base;

    public SmartRecruitersFetcher(BoardClient client, FetchConfig config) {
        this.client = client;
        this.base = config.provider().smartrecruiters();
    }

    @Override
    public Provider provider() {
        return Provider.SMARTRECRUITERS;
    }

    @Override
    public Uni<Fetched> fetch(Board board, @Nullable String known) {
        var company = board.token();
        return new OffsetPages(ROWS, true, offset -> page(company, offset), root -> read(root, company))
                .whole(
                        known,
                        (root, first) ->
                                first.rows().isEmpty()
                                        ? Optional.of(Uni.createFrom().item(empty(company)))
                                        : Optional.empty())
                .onFailure()
                .recoverWithItem(Fetched::failed);
    }

    @Override
    public Uni<ListedPosting> detail(Board board, ListedPosting listed) {
        var page = Addresses.under(base, "/v1/companies/%s/postings/%s", board.token(), listed.externalId());
        return client.json(BoardRequest.get(page), root -> SmartRecruitersDetail.read(root, listed));
    }

    /// Companies that are not there have an empty board too, so it proves nothing; only who has read postings of this
    /// company before may believe it. See [Listing#ofKnownBoard].
    private static Listing empty(String company) {
        var message =
                "SmartRecruiters lists nothing for \"%s\", and says the same of companies that it does not know."
                        .formatted(company);
        return new Listing.Partial(List.of(), new FetchFailure(FetchFailure.Code.EMPTY_UNKNOWN, message));
    }

    private Uni<JsonAnswer> page(String company, long offset) {
        var address =
                Addresses.under(
                        base,
                        "/v1/companies/%s/postings?limit=%s&offset=%s",
                        company,
                        String.valueOf(ROWS),
                        String.valueOf(offset));
        return client.unread(BoardRequest.get(address));
    }

    private static ListedPage read(JsonNode root, String company) {
        var rows = new ArrayList<@Nullable ListedPosting>();
        Fields.each(Fields.requiredArray(root, "content"))
                .forEach(row -> rows.add(SmartRecruitersRow.read(row, company)));
        return new ListedPage(root.path("totalFound").asLong(0), rows);
    }
}
