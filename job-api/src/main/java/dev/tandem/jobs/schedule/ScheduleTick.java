package dev.tandem.jobs.schedule;

import dev.tandem.common.redis.Lease;
import dev.tandem.common.redis.Leases;
import dev.tandem.jobs.poll.PollService;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// Begins the polls that are due. Every process does so: the lease lets one of them go first, and that one poll comes
/// of each time, even where a lease was granted twice, is decided by the database.
@ApplicationScoped
class ScheduleTick {

    private final ScheduleRepository schedules;
    private final PollService polls;
    private final Function<String, Uni<Optional<Lease>>> take;
    private final Function<Lease, Uni<Boolean>> release;

    @Inject
    ScheduleTick(ScheduleRepository schedules, PollService polls, Leases leases, ScheduleConfig config) {
        this(schedules, polls, key -> leases.take(key, config.lease()), leases::release);
    }

    ScheduleTick(
            ScheduleRepository schedules,
            PollService polls,
            Function<String, Uni<Optional<Lease>>> take,
            Function<Lease, Uni<Boolean>> release) {
        this.schedules = schedules;
        this.polls = polls;
        this.take = take;
        this.release = release;
    }

    @Scheduled(every = "${jobs.schedule.look-every:10s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        return fireDue().onFailure().invoke(ScheduleTick::say).onFailure().recoverWithNull();
    }

    /// Begins a poll for each schedule that is due. One that fails is due again at the next look.
    Uni<Void> fireDue() {
        return schedules
                .due()
                .onItem()
                .transformToMulti(due -> Multi.createFrom().iterable(due))
                .onItem()
                .transformToUniAndConcatenate(
                        due -> inTurn(due).onFailure().invoke(ScheduleTick::say).onFailure().recoverWithNull())
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> inTurn(ScheduleRepository.Due due) {
        return take.apply("jobs:schedule:" + due.tenant())
                .map(lease -> lease.map(Turn::of).orElse(Turn.TAKEN))
                // Without Redis two processes may both try, of which the database lets one through.
                .onFailure()
                .recoverWithItem(Turn.UNGUARDED)
                .flatMap(turn -> turn.isOurs() ? fire(due).eventually(() -> giveBack(turn)) : done());
    }

    /// @param isOurs whether nobody else is known to be at it
    private record Turn(boolean isOurs, Optional<Lease> lease) {
        static final Turn TAKEN = new Turn(false, Optional.empty());
        static final Turn UNGUARDED = new Turn(true, Optional.empty());

        static Turn of(Lease lease) {
            return new Turn(true, Optional.of(lease));
        }
    }

    /// First the poll, then the schedule: who dies in between leaves a time that is due still, and no second poll can
    /// come of it. While another poll runs the time stays due, because that one may yet die.
    private Uni<Void> fire(ScheduleRepository.Due due) {
        return polls.fire(due.tenant(), due.at()).flatMap(served -> served ? advance(due) : done());
    }

    private Uni<Void> advance(ScheduleRepository.Due due) {
        return schedules.advance(due, due.table().next(due.now(), RandomGenerator.getDefault()));
    }

    private Uni<Boolean> giveBack(Turn turn) {
        return turn.lease()
                .map(release)
                .orElseGet(() -> Uni.createFrom().item(false))
                .onFailure()
                .recoverWithItem(false);
    }

    private static void say(Throwable failure) {
        Log.warnf("A scheduled poll could not be begun cause=%s", failure.getClass().getSimpleName());
    }

    private static Uni<Void> done() {
        return Uni.createFrom().voidItem();
    }
}
