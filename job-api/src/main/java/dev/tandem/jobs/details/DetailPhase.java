package dev.tandem.jobs.details;

import dev.tandem.jobs.client.FetchConfig;
import dev.tandem.jobs.fetch.BoardFetchers;
import dev.tandem.jobs.posting.PostingBatches;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.function.Consumer;

/// Begins the reading of details, once for each poll.
@ApplicationScoped
public class DetailPhase {

    private final BoardFetchers fetchers;
    private final PostingBatches postings;
    private final DetailConfig config;
    private final FetchConfig fetch;

    public DetailPhase(BoardFetchers fetchers, PostingBatches postings, DetailConfig config, FetchConfig fetch) {
        this.fetchers = fetchers;
        this.postings = postings;
        this.config = config;
        this.fetch = fetch;
    }

    /// @param at the instant of the poll
    /// @param told each time that something of a source has been stored or given up
    public DetailReading begin(Instant at, Consumer<DetailProgress> told) {
        return new DetailReading(fetchers, postings, config, fetch.http().requestsPerHost(), at, told);
    }
}
