package dev.tandem.jobs.poll;

import dev.tandem.common.async.Blocking;
import dev.tandem.common.problem.Incident;
import dev.tandem.jobs.client.FetchConfig;
import dev.tandem.jobs.details.DetailPhase;
import dev.tandem.jobs.details.DetailReading;
import dev.tandem.jobs.health.HealthConfig;
import dev.tandem.jobs.listing.FetchFailure;
import dev.tandem.jobs.match.Matches;
import dev.tandem.jobs.order.BoardOrder;
import dev.tandem.jobs.order.Work;
import dev.tandem.jobs.posting.PostingLinks;
import dev.tandem.jobs.source.PolledSource;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// The two phases of a poll: all boards are listed, some at once, and the details of each begin to be read as soon as
/// its list is known, and are stored after it. Details hold up no list, a list holds up no details, and while one is
/// stored the next is read.
@ApplicationScoped
class PollPhases {

    private final SourcePoll sourcePoll;
    private final DetailPhase details;
    private final BoardWatch watch;
    private final PostingLinks links;
    private final Matches matches;
    private final PollConfig config;
    private final HealthConfig health;
    private final FetchConfig fetch;

    PollPhases(
            SourcePoll sourcePoll,
            DetailPhase details,
            BoardWatch watch,
            PostingLinks links,
            Matches matches,
            PollConfig config,
            HealthConfig health,
            FetchConfig fetch) {
        this.sourcePoll = sourcePoll;
        this.details = details;
        this.watch = watch;
        this.links = links;
        this.matches = matches;
        this.config = config;
        this.health = health;
        this.fetch = fetch;
    }

    /// @param enabled the tenant's sources
    Uni<Void> run(PollRun run, List<PolledSource> enabled) {
        var now = run.startedAt();
        var due =
                enabled.stream()
                        .filter(source -> !run.isScheduled() || source.standing().isDueBySchedule(now))
                        .toList();
        run.over(due.size());
        var read = due.stream().filter(source -> isLookedAt(run, source)).toList();
        var reading = details.begin(now, run::details);
        return listed(run, read, reading)
                .flatMap(all -> {
                    reading.close();
                    return Uni.join().all(reading.done(), watch.note(all, now), linked(run)).andFailFast();
                })
                // What has been compared without its details is compared again with them.
                .flatMap(done -> run.summary().totals().detailsRead() > 0 ? linked(run) : Uni.createFrom().voidItem())
                .onTermination()
                .invoke(reading::cancel);
    }

    /// Never fails: what could not be compared is compared by the next poll.
    private Uni<Void> linked(PollRun run) {
        return Blocking.call(() -> links.link(run.tenant()))
                .onFailure()
                .invoke(failure -> Incident.log("links of postings", failure))
                .onFailure()
                .recoverWithItem(0)
                .replaceWithVoid();
    }

    private Uni<Void> judged(PollRun run) {
        return Blocking.call(() -> {
            matches.judgeNew(run.tenant());
            return null;
        });
    }

    /// A board that is gone is named with the others all the same.
    private boolean isLookedAt(PollRun run, PolledSource source) {
        var standing = source.standing();
        if (standing.health().isDue(standing.lastAttemptAt(), run.startedAt(), health)) {
            return true;
        }
        var sentence = "This board is gone, and is looked at again %d hours after the last time.";
        var why =
                new FetchFailure(FetchFailure.Code.BOARD_GONE, sentence.formatted(health.lookAtGoneEvery().toHours()));
        run.add(new OutcomeOf(source).failed(why));
        return false;
    }

    private Uni<List<SourceReading>> listed(PollRun run, List<PolledSource> read, DetailReading reading) {
        var perHost = fetch.http().requestsPerHost();
        var order = new BoardOrder<>(read, perHost, source -> Work.of(source, perHost));
        return Multi.createFrom()
                .<BoardOrder<PolledSource>, BoardOrder.Planned<PolledSource>>generator(
                        () -> order,
                        (boards, emitter) -> {
                            // Asked for one more each time that a board is done, so that it can choose by how it
                            // stands.
                            boards.next().ifPresentOrElse(emitter::emit, emitter::complete);
                            return boards;
                        })
                .onItem()
                .transformToUni(planned ->
                        sourcePoll
                                .read(planned.board(), run.startedAt(), reading::add)
                                .invoke(storing -> order.done(planned)))
                .merge(config.sourcesAtOnce())
                .onItem()
                .transformToUni(storing ->
                        storing.invoke(
                                        done -> {
                                            run.add(done.outcome());
                                            done.stored()
                                                    .complete(done.outcome().outcome() != SourceOutcome.Kind.FAILED);
                                        })
                                .call(done -> done.wrote() ? judged(run) : Uni.createFrom().voidItem()))
                .merge(config.sourcesAtOnce())
                .collect()
                .asList();
    }
}
