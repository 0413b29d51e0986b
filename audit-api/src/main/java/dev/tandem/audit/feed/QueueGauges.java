package dev.tandem.audit.feed;

import dev.tandem.audit.dispatch.Queue;
import dev.tandem.audit.scan.ScanState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// How the queue stands, as gauges. They are refreshed every few seconds, however often somebody asks for them.
@ApplicationScoped
class QueueGauges {

    /// Scans that are over are many, and counting them is not cheap.
    private static final List<ScanState> LIVE =
            List.of(ScanState.PENDING, ScanState.QUEUED, ScanState.RUNNING, ScanState.RETRY_WAIT);

    /// Each part reads one of the partial indexes, which hold live scans alone.
    private static final String READ =
            """
            select (select count(*) from scan where state = 'PENDING' and held_by is null)
                     + (select count(*) from scan where state = 'PENDING' and held_by is not null) as pending,
                   (select count(*) from scan where state = 'QUEUED') as queued,
                   (select count(*) from scan where state = 'RUNNING') as running,
                   (select count(*) from scan where state = 'RETRY_WAIT') as retry_wait,
                   coalesce((extract(epoch from now() - least(
                       (select min(created_at) from scan where state = 'PENDING' and held_by is null),
                       (select min(created_at) from scan where state = 'PENDING' and held_by is not null),
                       (select min(created_at) from scan where state = 'QUEUED'))) * 1000)::bigint, 0) as oldest\
            """;

    private final Pool pool;
    private final Queue queue;
    private final HintWatch watch;
    private final MeterRegistry registry;
    private final Map<ScanState, AtomicLong> scans = new EnumMap<>(ScanState.class);
    private final AtomicLong oldestMillis = new AtomicLong();

    QueueGauges(Pool pool, Queue queue, HintWatch watch, MeterRegistry registry) {
        this.pool = pool;
        this.queue = queue;
        this.watch = watch;
        this.registry = registry;
    }

    void register(@Observes StartupEvent event) {
        for (var state : LIVE) {
            var count = new AtomicLong();
            scans.put(state, count);
            Gauge.builder("audit.scans", count, AtomicLong::get)
                    .description("Scans that are not over")
                    .tag("state", state.name())
                    .register(registry);
        }
        TimeGauge.builder("audit.queue.oldest.age", oldestMillis, TimeUnit.MILLISECONDS, AtomicLong::get)
                .description("How long the oldest scan waits that no worker has yet")
                .register(registry);
        Gauge.builder("audit.redis.degraded", this, gauges -> gauges.redisIsAway() ? 1 : 0)
                .description("1 while Redis is away and scans are found by polling")
                .register(registry);
    }

    private boolean redisIsAway() {
        return queue.degraded() || watch.redisIsAway();
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP, skipExecutionIf = NotApi.class)
    Uni<Void> refresh() {
        return pool.query(READ)
                .execute()
                .invoke(rows -> set(rows.iterator().next()))
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> Log.debugf("The queue was not counted cause=%s", failure.getClass().getSimpleName()))
                .onFailure()
                .recoverWithNull();
    }

    private void set(Row row) {
        scans.forEach((state, count) -> count.set(row.getLong(state.name().toLowerCase(Locale.ROOT))));
        oldestMillis.set(row.getLong("oldest"));
    }
}
