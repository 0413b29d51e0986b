package dev.tandem.jobs.poll;

import dev.tandem.jobs.client.FetchConfig;
import dev.tandem.jobs.details.DetailConfig;
import dev.tandem.jobs.details.DetailPhase;
import dev.tandem.jobs.fetch.BoardFetchers;
import dev.tandem.jobs.health.HealthConfig;
import dev.tandem.jobs.match.Matches;
import dev.tandem.jobs.match.TitleFilter;
import dev.tandem.jobs.posting.PostingBatches;
import dev.tandem.jobs.posting.PostingLinks;
import dev.tandem.jobs.source.PolledSources;
import jakarta.inject.Singleton;

/// Puts the polling part of a process together by hand, so that a test can have several of them on one database.
@Singleton
public class PollProcess {

    private final PollRepository repository;
    private final PolledSources sources;
    private final PostingBatches postings;
    private final TitleFilter filter;
    private final Matches matches;
    private final BoardWatch watch;
    private final PostingLinks links;
    private final DetailConfig details;
    private final HealthConfig health;
    private final FetchConfig fetch;

    PollProcess(
            PollRepository repository,
            PolledSources sources,
            PostingBatches postings,
            TitleFilter filter,
            Matches matches,
            BoardWatch watch,
            PostingLinks links,
            DetailConfig details,
            HealthConfig health,
            FetchConfig fetch) {
        this.repository = repository;
        this.sources = sources;
        this.postings = postings;
        this.filter = filter;
        this.matches = matches;
        this.watch = watch;
        this.links = links;
        this.details = details;
        this.health = health;
        this.fetch = fetch;
    }

    public PollService service(BoardFetchers boards) {
        return service(boards, Bounds.usual());
    }

    PollService service(BoardFetchers boards, PollConfig config) {
        var listing = new SourcePoll(boards, filter, postings, sources, config);
        var phase = new DetailPhase(boards, postings, details, fetch);
        var phases = new PollPhases(listing, phase, watch, links, matches, config, health, fetch);
        return new PollService(repository, new PollRunner(repository, phases, config), config);
    }

    PollHistory history(PollConfig config) {
        return new PollHistory(repository, config);
    }
}
