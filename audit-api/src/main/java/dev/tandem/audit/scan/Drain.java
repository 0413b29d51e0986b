package dev.tandem.audit.scan;

import dev.tandem.common.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// Whether new work is taken: nothing is while somebody drains the queue, for the tenant or for the whole installation.
@ApplicationScoped
public class Drain {

    /// The condition under which a tenant's work is refused; `$1` is the tenant.
    private static final String DRAINING = "select from queue_control where draining and tenant in ('*', $1) limit 1";

    private static final Duration COME_BACK = Duration.ofSeconds(60);

    private final Pool pool;

    Drain(Pool pool) {
        this.pool = pool;
    }

    /// Fails with a [Problem] while the queue is drained.
    public Uni<Void> check(String tenant) {
        return pool.preparedQuery(DRAINING)
                .execute(Tuple.of(tenant))
                .map(rows -> {
                    if (rows.size() > 0) {
                        throw refusal();
                    }
                    return null;
                });
    }

    static Problem refusal() {
        return Problem.of(ScanProblem.QUEUE_DRAINING, "What was accepted before is run to its end. Try again later.")
                .retryAfter(COME_BACK);
    }
}
