package dev.tandem.audit.batch;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/// Gives up batches whose readers are gone. Nothing of them has run.
@ApplicationScoped
public class BatchCleanup {

    private final Pool pool;
    private final BatchConfig config;

    BatchCleanup(Pool pool, BatchConfig config) {
        this.pool = pool;
        this.config = config;
    }

    @Scheduled(every = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        return removeAbandoned()
                .onFailure()
                .invoke(failure ->
                        Log.warnf(
                                "Abandoned batches could not be removed cause=%s", failure.getClass().getSimpleName()))
                .onFailure()
                .recoverWithNull();
    }

    /// Removes lists that were not read to their end, and fails sitemaps; the scans of both are deleted. Several
    /// processes may do so at once.
    public Uni<Void> removeAbandoned() {
        var age = Tuple.of(config.abandonedAfter().toMillis());
        return pool.preparedQuery(BatchSql.REMOVE_ABANDONED)
                .execute(age)
                .chain(() -> pool.preparedQuery(BatchSql.FAIL_ABANDONED).execute(age))
                .replaceWithVoid();
    }
}
