package dev.tandem.jobs.schedule;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Keeps each tenant's schedule. Each method is one statement, and so its own transaction.
@ApplicationScoped
public class ScheduleService {

    private final ScheduleRepository schedules;
    private final ScheduleConfig config;
    private final InstantSource clock;

    @Inject
    ScheduleService(ScheduleRepository schedules, ScheduleConfig config) {
        this(schedules, config, InstantSource.system());
    }

    ScheduleService(ScheduleRepository schedules, ScheduleConfig config, InstantSource clock) {
        this.schedules = schedules;
        this.config = config;
        this.clock = clock;
    }

    /// Empty when polls don't begin by themselves.
    public Uni<Optional<ScheduleView>> find(String tenant) {
        return schedules.find(tenant);
    }

    Uni<ScheduleView> get(String tenant) {
        return find(tenant).map(found -> found.orElseThrow(ScheduleProblem::none));
    }

    Uni<ScheduleView> set(String tenant, SetSchedule wanted) {
        var now = clock.instant();
        var table = wanted.timetable(config, now);
        var first = table.next(now, RandomGenerator.getDefault());
        return schedules.set(tenant, table, !Boolean.FALSE.equals(wanted.enabled()), first);
    }

    Uni<Void> remove(String tenant) {
        return schedules
                .remove(tenant)
                .flatMap(removed ->
                        removed ? Uni.createFrom().voidItem() : Uni.createFrom().failure(ScheduleProblem.none()));
    }
}
