package dev.tandem.jobs.poll;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/// Forgets old polls, some at a time, so that no statement takes long. Several processes may do so at once.
@ApplicationScoped
class PollHistory {

    private static final int AT_ONCE = 200;

    private final PollRepository polls;
    private final PollConfig config;

    PollHistory(PollRepository polls, PollConfig config) {
        this.polls = polls;
        this.config = config;
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        return forgetOld()
                .onFailure()
                .invoke(failure ->
                        Log.warnf("Old polls could not be removed cause=%s", failure.getClass().getSimpleName()))
                .onFailure()
                .recoverWithItem(0)
                .replaceWithVoid();
    }

    /// @return how many polls it removed
    Uni<Integer> forgetOld() {
        return polls.forget(config.keep(), AT_ONCE)
                .flatMap(removed ->
                        removed < AT_ONCE
                                ? Uni.createFrom().item(removed)
                                : forgetOld().map(further -> removed + further));
    }
}
