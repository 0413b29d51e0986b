package dev.tandem.audit.feed;

import dev.tandem.audit.scan.ScanState;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/// Pauses, drains and resumes the queue, and tells how it stands, for one tenant or for all.
@ApplicationScoped
class QueueControl {

    /// The tenant's name that stands for the whole installation.
    static final String EVERYBODY = "*";

    private static final String SET =
            """
            insert into queue_control (tenant, paused, draining) values ($1, $2, $3)
            on conflict (tenant) do update set paused = $2, draining = $3, changed_at = now()\
            """;

    private static final String STOPPED =
            """
            select coalesce(bool_or(paused), false) as paused, coalesce(bool_or(draining), false) as draining
              from queue_control where tenant in ('*', $1)\
            """;

    private static final String COUNTS =
            """
            select state, count(*) as scans,
                   (extract(epoch from now() - min(created_at) filter (where state in ('PENDING', 'QUEUED'))) * 1000)::bigint
                     as oldest
              from scan where state in ('PENDING', 'QUEUED', 'RUNNING', 'RETRY_WAIT') and ($1 = '*' or tenant = $1)
             group by state\
            """;

    private final Pool pool;
    private final Admission admission;
    private final Feeder feeder;
    private final HintWatch watch;

    QueueControl(Pool pool, Admission admission, Feeder feeder, HintWatch watch) {
        this.pool = pool;
        this.admission = admission;
        this.feeder = feeder;
        this.watch = watch;
    }

    /// What the queue is told to do.
    enum Order {
        /// Starts what waits, accepts what comes.
        RESUME(false, false),
        /// Starts nothing more; what runs goes on, what comes is accepted and waits.
        PAUSE(true, false),
        /// Accepts nothing more; what was accepted is run to its end.
        DRAIN(false, true);

        private final boolean paused;
        private final boolean draining;

        Order(boolean paused, boolean draining) {
            this.paused = paused;
            this.draining = draining;
        }
    }

    /// @param tenant or [#EVERYBODY], whose order stands beside each tenant's own
    Uni<QueueView> tell(String tenant, Order order) {
        return pool.preparedQuery(SET)
                .execute(Tuple.of(tenant, order.paused, order.draining))
                .chain(() -> order.paused ? admission.callBackPaused() : Uni.createFrom().voidItem())
                .invoke(feeder::kick)
                .chain(() -> view(tenant));
    }

    Uni<QueueView> view(String tenant) {
        return pool.preparedQuery(STOPPED)
                .execute(Tuple.of(tenant))
                .map(rows -> rows.iterator().next())
                .flatMap(stopped ->
                        pool.preparedQuery(COUNTS)
                                .execute(Tuple.of(tenant))
                                .map(counts -> view(tenant, stopped, counts)));
    }

    private QueueView view(String tenant, Row stopped, Iterable<Row> counts) {
        Map<ScanState, Long> scans = new EnumMap<>(ScanState.class);
        var oldest = Duration.ZERO;
        for (var row : counts) {
            scans.put(ScanState.valueOf(row.getString("state")), row.getLong("scans"));
            var waiting = row.getLong("oldest");
            if (waiting != null && waiting > oldest.toMillis()) {
                oldest = Duration.ofMillis(waiting);
            }
        }
        return new QueueView(
                tenant,
                stopped.getBoolean("paused"),
                stopped.getBoolean("draining"),
                scans.getOrDefault(ScanState.PENDING, 0L) + scans.getOrDefault(ScanState.QUEUED, 0L),
                scans.getOrDefault(ScanState.RETRY_WAIT, 0L),
                scans.getOrDefault(ScanState.RUNNING, 0L),
                oldest.toSeconds(),
                watch.redisIsAway());
    }
}
