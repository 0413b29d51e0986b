package dev.tandem.audit.dispatch;

import dev.tandem.audit.scan.ScanAccepted;
import dev.tandem.audit.scan.ScanChanges;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/// Keeps the queue moving: admits what waits, sends hints for what is queued, takes back what a lost worker held. Each
/// step is one statement that several processes may run at once.
@ApplicationScoped
class Feeder {

    private static final String ADMIT =
            """
            with due as (
              select id from scan
               where state = 'PENDING' or (state = 'RETRY_WAIT' and run_at <= now())
               order by priority desc, created_at for update skip locked limit 200
            )
            update scan set state = 'QUEUED', run_at = now(), pushed_at = null from due where scan.id = due.id\
            """;

    /// pushed_at is set before the hint is sent: a crash between the two costs a wait, never a flood of hints.
    private static final String TAKE_UNSENT =
            """
            with unsent as (
              select id from scan
               where state = 'QUEUED' and run_at <= now()
                 and (pushed_at is null or pushed_at < now() - $1 * interval '1 millisecond')
               order by priority desc, run_at for update skip locked limit 200
            )
            update scan set pushed_at = now() from unsent where scan.id = unsent.id returning scan.id\
            """;

    private static final String REAP =
            """
            with lost as (
              select id, epoch from scan where state = 'RUNNING' and lease_until < now()
               for update skip locked limit 100
            ), ended as (
              update scan_attempt a set ended_at = now(), outcome = 'INTERRUPTED'
                from lost where a.scan_id = lost.id and a.epoch = lost.epoch and a.ended_at is null
            )
            update scan set
                   state = case when cancel_requested then 'CANCELLED' when interruptions + 1 >= $1 then 'FAILED'
                                else 'QUEUED' end,
                   error = case when cancel_requested or interruptions + 1 < $1 then error
                                else '{"code": "WORKER_LOST", "retryable": false, "message":
                                      "The scan lost its worker too often; the page may be what stops them."}'::jsonb end,
                   finished_at = case when cancel_requested or interruptions + 1 >= $1 then now() end,
                   epoch = scan.epoch + 1, interruptions = interruptions + 1, pushed_at = null, run_at = now(),
                   progress = '{}', lease_owner = null, lease_until = null
              from lost where scan.id = lost.id returning scan.id\
            """;

    private static final Duration KICK_LIMIT = Duration.ofSeconds(10);

    private final Pool pool;
    private final Hints hints;
    private final ScanChanges changes;
    private final DispatchConfig config;
    private final AtomicBoolean feeding = new AtomicBoolean();
    private final AtomicBoolean again = new AtomicBoolean();

    Feeder(Pool pool, Hints hints, ScanChanges changes, DispatchConfig config) {
        this.pool = pool;
        this.hints = hints;
        this.changes = changes;
        this.config = config;
    }

    /// A scan was accepted in this process: don't wait for the next tick. Many at once are fed together.
    void accepted(@Observes ScanAccepted event) {
        kick();
    }

    private void kick() {
        if (!feeding.compareAndSet(false, true)) {
            again.set(true);
            return;
        }
        feed().ifNoItem()
                .after(KICK_LIMIT)
                .fail()
                .onTermination()
                .invoke(() -> {
                    feeding.set(false);
                    if (again.getAndSet(false)) {
                        kick();
                    }
                })
                .subscribe()
                .with(done -> {}, failure -> {}); // the next tick tries again, and logs
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        return feed().onFailure().invoke(Feeder::complain).onFailure().recoverWithNull();
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> reap() {
        return pool.preparedQuery(REAP)
                .execute(Tuple.of(config.interruptions()))
                .map(Feeder::ids)
                .flatMap(this::announceTakenBack)
                .onFailure()
                .invoke(Feeder::complain)
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> announceTakenBack(List<UUID> taken) {
        if (taken.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Log.warnf("Took back scans whose workers are gone count=%d", taken.size());
        return announce(taken).chain(this::feed);
    }

    /// Admits and sends hints. With Redis away the hints stay unsent and workers find the rows by themselves.
    private Uni<Void> feed() {
        return pool.query(ADMIT)
                .execute()
                .chain(() -> pool.preparedQuery(TAKE_UNSENT).execute(Tuple.of(config.hintStale().toMillis())))
                .map(Feeder::ids)
                .flatMap(ids ->
                        ids.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : hints.send(ids).onFailure().recoverWithNull().chain(() -> announce(ids)));
    }

    private Uni<Void> announce(List<UUID> ids) {
        return Multi.createFrom()
                .iterable(ids)
                .onItem()
                .transformToUniAndMerge(changes::announce)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static List<UUID> ids(RowSet<Row> rows) {
        var ids = new ArrayList<UUID>();
        rows.forEach(row -> ids.add(row.getUUID("id")));
        return ids;
    }

    private static void complain(Throwable failure) {
        Log.warnf("The queue could not be fed cause=%s", failure.getClass().getSimpleName());
    }
}
