package dev.tandem.jobs.poll;

import dev.tandem.common.problem.Incident;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Runs a poll to its end, and writes down that it is alive and how far it is.
@ApplicationScoped
class PollRunner {

    private static final int TRIES = 8;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final PollRepository polls;
    private final PollPhases phases;
    private final PollConfig config;

    PollRunner(PollRepository polls, PollPhases phases, PollConfig config) {
        this.polls = polls;
        this.phases = phases;
        this.config = config;
    }

    /// Runs to the end, whoever is watching. Never fails: the run's last view says how it ended. Cancelling it stops
    /// what has not been done.
    Uni<Void> run(PollRepository.Begun begun) {
        var run = begun.run();
        var takenAway = new CompletableFuture<PollState>();
        var work =
                // Taking up thousands of boards is no work for an event loop.
                begun.sources()
                        .emitOn(Infrastructure.getDefaultExecutor())
                        .flatMap(all -> phases.run(run, all))
                        .replaceWith(PollState.COMPLETED)
                        .onFailure()
                        .recoverWithItem(failure -> broken(run, failure));
        return Uni.createFrom()
                .deferred(() -> {
                    var heart = beat(run, takenAway);
                    return Uni.join()
                            .first(work, Uni.createFrom().completionStage(takenAway))
                            .toTerminate()
                            .onTermination()
                            .invoke(heart::cancel)
                            .flatMap(state -> end(run, state));
                });
    }

    private static PollState broken(PollRun run, Throwable failure) {
        var incident = Incident.log("poll " + run.id(), failure);
        run.fail(
                new SourceOutcome.Reason(
                        "INTERNAL", "The poll broke on our side; it is logged as incident %s.".formatted(incident)));
        return PollState.FAILED;
    }

    /// A beat that can't be written is no reason to stop: the database may be restarting.
    private Cancellable beat(PollRun run, CompletableFuture<PollState> takenAway) {
        return Multi.createFrom()
                .ticks()
                .every(config.heartbeat())
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick -> beat(run))
                .subscribe()
                .with(
                        alive -> {
                            if (!alive) {
                                takenAway.complete(PollState.FAILED);
                            }
                        },
                        failure -> Incident.log("heartbeat of poll " + run.id(), failure));
    }

    private Uni<Boolean> beat(PollRun run) {
        var news = run.unwritten();
        return polls.beat(run.id(), news).invoke(alive -> run.wrote(news)).onFailure().recoverWithItem(true);
    }

    /// Writes the end down and tells it. What the database says counts: it may have been decided there already.
    private Uni<Void> end(PollRun run, PollState state) {
        return Uni.createFrom()
                .deferred(() -> polls.end(run.id(), state, run.unwritten()))
                .flatMap(at ->
                        at.isPresent()
                                ? Uni.createFrom().item(Optional.of(run.view(state, at.get())))
                                : polls.find(run.tenant(), run.id()))
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .atMost(TRIES)
                .map(stored -> stored.orElseGet(() -> run.view(PollState.FAILED, null)))
                .onFailure()
                .recoverWithItem(failure -> {
                    Incident.log("end of poll " + run.id(), failure);
                    return run.view(PollState.FAILED, null);
                })
                .invoke(run::end)
                .replaceWithVoid();
    }
}
