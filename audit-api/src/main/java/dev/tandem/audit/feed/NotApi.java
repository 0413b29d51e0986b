package dev.tandem.audit.feed;

import dev.tandem.audit.dispatch.Roles;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.ScheduledExecution;
import jakarta.inject.Singleton;

/// Feeding is the business of processes that answer requests: they are never scaled to zero.
@Singleton
class NotApi implements Scheduled.SkipPredicate {

    private final Roles roles;

    NotApi(Roles roles) {
        this.roles = roles;
    }

    @Override
    public boolean test(ScheduledExecution execution) {
        return !roles.isApi();
    }
}
