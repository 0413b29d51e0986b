package dev.tandem.jobs.poll;

import dev.tandem.common.async.Blocking;
import dev.tandem.common.problem.Incident;
import dev.tandem.jobs.client.Visit;
import dev.tandem.jobs.details.BoardDetails;
import dev.tandem.jobs.fetch.BoardFetchers;
import dev.tandem.jobs.fetch.Fetched;
import dev.tandem.jobs.listing.FetchFailure;
import dev.tandem.jobs.listing.ListedPosting;
import dev.tandem.jobs.listing.Listing;
import dev.tandem.jobs.match.TitleFilter;
import dev.tandem.jobs.posting.IncomingPosting;
import dev.tandem.jobs.posting.PostingBatches;
import dev.tandem.jobs.posting.PostingBatches.Upserted;
import dev.tandem.jobs.posting.StoredBoard;
import dev.tandem.jobs.source.PolledSource;
import dev.tandem.jobs.source.PolledSources;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads one source, and then stores what differs from what is stored. Whatever goes wrong ends as an outcome that says
/// so, and spoils no other source.
@ApplicationScoped
class SourcePoll {

    private final BoardFetchers fetchers;
    private final TitleFilter filter;
    private final PostingBatches postings;
    private final PolledSources sources;
    private final PollConfig config;
    private final KnownAnswers answers = new KnownAnswers();

    SourcePoll(
            BoardFetchers fetchers,
            TitleFilter filter,
            PostingBatches postings,
            PolledSources sources,
            PollConfig config) {
        this.fetchers = fetchers;
        this.filter = filter;
        this.postings = postings;
        this.sources = sources;
        this.config = config;
    }

    /// Reads the source. What comes of it is to be subscribed to, which stores it: so the next board can be read
    /// meanwhile. Neither fails.
    ///
    /// @param at the instant of the poll
    /// @param details is told what details are to be read, before the list is stored
    Uni<Uni<SourceReading>> read(PolledSource source, Instant at, Consumer<BoardDetails> details) {
        return Uni.createFrom()
                .deferred(() -> {
                    var visit = new Visit();
                    var stored = new CompletableFuture<Boolean>();
                    var outcome =
                            new OutcomeOf(
                                    source,
                                    lacking -> details.accept(new BoardDetails(source, lacking, visit, stored)));
                    return inTime(visit.noting(read(source, at, outcome)))
                            .onFailure()
                            .recoverWithItem(failure -> Uni.createFrom().failure(failure))
                            .map(storing ->
                                    inTime(storing)
                                            .onFailure()
                                            .recoverWithUni(failure -> broken(source, at, outcome, failure))
                                            .map(done -> outcome.reading(done, visit, stored)));
                });
    }

    private <T> Uni<T> inTime(Uni<T> work) {
        return work.ifNoItem().after(config.sourceWithin()).fail();
    }

    /// On a thread of its own, because a fetcher that blocks or throws where it must not is one board's trouble only.
    private Uni<Fetched> fetched(PolledSource source, @Nullable String known) {
        return Blocking.call(() -> fetchers.fetch(source.board(), known))
                .flatMap(answer -> answer)
                .onItem()
                .ifNull()
                .failWith(() -> new IllegalStateException("A fetcher gave no listing."));
    }

    /// What is stored is read while the board is asked, so that it costs no time.
    private Uni<Uni<SourceOutcome>> read(PolledSource source, Instant at, OutcomeOf outcome) {
        var known = answers.of(source);
        answers.forget(source);
        return Uni.combine()
                .all()
                .unis(
                        fetched(source, known == null ? null : known.fingerprint()),
                        Blocking.call(() -> postings.stored(source.id())))
                .asTuple()
                .flatMap(both -> {
                    var stored = both.getItem2();
                    var listing = both.getItem1().listing();
                    if (listing != null) {
                        var believed = source.hasListed() ? listing.ofKnownBoard() : listing;
                        var fingerprint = both.getItem1().fingerprint();
                        return later(() -> store(source, believed, fingerprint, stored, at, outcome));
                    }
                    if (known == null) {
                        throw new IllegalStateException("A fetcher gave no listing.");
                    }
                    // A user may have taken something back that the board does not list.
                    return known.lists(stored.presentIds()) && !lacksDetails(source, stored)
                            ? later(() ->
                                    Blocking.call(() -> same(source, known, both.getItem1(), stored, at, outcome)))
                            : read(source, at, outcome);
                });
    }

    private static Uni<Uni<SourceOutcome>> later(Supplier<Uni<? extends SourceOutcome>> storing) {
        return Uni.createFrom().item(Uni.createFrom().deferred(storing));
    }

    private boolean lacksDetails(PolledSource source, StoredBoard stored) {
        return fetchers.hasDetails(source.board()) && stored.lacksDetails();
    }

    /// The board answered as it did last time.
    private SourceOutcome same(
            PolledSource source,
            KnownAnswers.Known known,
            Fetched answer,
            StoredBoard stored,
            Instant at,
            OutcomeOf outcome)
            throws SQLException {
        outcome.listed(known.listed(), known.filtered());
        outcome.seen(Sightings.ofSize(known.listed()));
        var archived = postings.settleUnchanged(source, stored, at);
        // The same text may have come under a new ETag.
        var fingerprint = Objects.requireNonNullElse(answer.fingerprint(), known.fingerprint());
        answers.remember(
                source, new KnownAnswers.Known(fingerprint, at, known.listed(), known.filtered(), known.ids()));
        return outcome.complete(Upserted.NOTHING, archived);
    }

    private SourceOutcome complete(
            PolledSource source,
            Listing.Complete listing,
            @Nullable String fingerprint,
            StoredBoard stored,
            Instant at,
            OutcomeOf outcome)
            throws SQLException {
        var upserted = upsert(source, listing.postings(), stored, at, outcome);
        var archived = postings.settle(source, stored, listing, upserted.returned(), at);
        if (fingerprint != null) {
            var ids = listing.postings().stream().map(ListedPosting::externalId).toList();
            answers.remember(
                    source,
                    new KnownAnswers.Known(
                            fingerprint, at, outcome.listed(), outcome.filtered(), KnownAnswers.fingerprintOf(ids)));
        }
        return outcome.complete(upserted, archived);
    }

    private Uni<SourceOutcome> store(
            PolledSource source,
            Listing listing,
            @Nullable String fingerprint,
            StoredBoard stored,
            Instant at,
            OutcomeOf outcome) {
        outcome.seen(Sightings.of(listing));
        return switch (listing) {
            case Listing.Failed failed -> sources.attempted(source.id(), at).map(done -> outcome.failed(failed.why()));
            case Listing.Partial partial ->
                    Blocking.call(() -> upsert(source, partial.postings(), stored, at, outcome))
                            .flatMap(upserted ->
                                    sources.attempted(source.id(), at)
                                            .map(done -> outcome.partial(upserted, partial.why())));
            case Listing.Complete complete ->
                    Blocking.call(() -> complete(source, complete, fingerprint, stored, at, outcome));
        };
    }

    private Upserted upsert(
            PolledSource source, List<ListedPosting> listed, StoredBoard stored, Instant at, OutcomeOf outcome)
            throws SQLException {
        var judged = listed.stream().map(posting -> judge(source, posting)).toList();
        outcome.listed(judged.size(), (int) judged.stream().filter(IncomingPosting::filtered).count());
        if (fetchers.hasDetails(source.board())) {
            outcome.lackDetails(stored.lackingDetails(judged));
        }
        var upserted = postings.upsert(source, stored.differing(judged), at);
        outcome.wrote(!upserted.equals(Upserted.NOTHING));
        return upserted;
    }

    private IncomingPosting judge(PolledSource source, ListedPosting posting) {
        var verdict = filter.judge(posting);
        var company = Objects.requireNonNullElse(posting.company(), source.name());
        return new IncomingPosting(posting, company, verdict.hidden(), verdict.score(), verdict.reasons());
    }

    private Uni<SourceOutcome> broken(PolledSource source, Instant at, OutcomeOf outcome, Throwable failure) {
        FetchFailure why;
        if (failure instanceof TimeoutException) {
            var sentence = "Reading and storing this board took longer than %d seconds.";
            why = new FetchFailure(FetchFailure.Code.TIMEOUT, sentence.formatted(config.sourceWithin().toSeconds()));
        } else {
            var sentence = "Something went wrong on our side; it is logged as incident %s.";
            var incident = Incident.log("poll of source " + source.id(), failure);
            why = new FetchFailure(FetchFailure.Code.INTERNAL, sentence.formatted(incident));
        }
        // The database may be what is broken; the outcome stands in any case.
        return sources.attempted(source.id(), at)
                .ifNoItem()
                .after(config.heartbeat())
                .fail()
                .onFailure()
                .recoverWithNull()
                .map(done -> outcome.failed(why));
    }
}
