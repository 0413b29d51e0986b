package dev.tandem.audit.feed;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/// Forgets what is old: the queue's bookkeeping soon after a scan has ended, the scan itself when it was told how long
/// scans are kept. What has not ended is never touched. Some at a time, so that no statement takes long.
@ApplicationScoped
class Retention {

    private static final int AT_ONCE = 5_000;

    private static final String FORGET_ATTEMPTS =
            """
            with old as (
              select a.scan_id, a.epoch from scan_attempt a join scan s on s.id = a.scan_id
               where a.ended_at < now() - least($1::float8, $2::float8) * interval '1 millisecond'
                 and (s.state in ('COMPLETED', 'CANCELLED') and s.finished_at < now() - $1 * interval '1 millisecond'
                      or s.state = 'FAILED' and s.finished_at < now() - $2 * interval '1 millisecond')
               limit $3
            )
            delete from scan_attempt a using old where a.scan_id = old.scan_id and a.epoch = old.epoch\
            """;

    private static final String FORGET_SCANS =
            """
            delete from scan where id in (
              select id from scan where state in ('COMPLETED', 'CANCELLED', 'FAILED')
                 and finished_at < now() - $1 * interval '1 millisecond' limit $2)\
            """;

    private final Pool pool;
    private final FeedConfig config;

    Retention(Pool pool, FeedConfig config) {
        this.pool = pool;
        this.config = config;
    }

    @Scheduled(every = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP, skipExecutionIf = NotApi.class)
    Uni<Void> forget() {
        return quietly(forgetAttempts());
    }

    @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP, skipExecutionIf = NotApi.class)
    Uni<Void> forgetOldScans() {
        return quietly(forgetScans());
    }

    private static Uni<Void> quietly(Uni<Void> work) {
        return work.onFailure()
                .invoke(failure ->
                        Log.warnf("Old rows could not be removed cause=%s", failure.getClass().getSimpleName()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> forgetAttempts() {
        var kept = Tuple.of(config.completedKept().toMillis(), config.failedKept().toMillis(), AT_ONCE);
        return pool.preparedQuery(FORGET_ATTEMPTS)
                .execute(kept)
                .flatMap(gone -> gone.rowCount() < AT_ONCE ? Uni.createFrom().voidItem() : forgetAttempts());
    }

    private Uni<Void> forgetScans() {
        if (config.scansKept().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return pool.preparedQuery(FORGET_SCANS)
                .execute(Tuple.of(config.scansKept().get().toMillis(), AT_ONCE))
                .flatMap(gone -> gone.rowCount() < AT_ONCE ? Uni.createFrom().voidItem() : forgetScans());
    }
}
