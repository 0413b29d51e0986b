package dev.tandem.audit.feed;

import dev.tandem.audit.dispatch.Claims;
import dev.tandem.audit.dispatch.DispatchMetrics;
import dev.tandem.audit.dispatch.Hints;
import dev.tandem.audit.dispatch.Roles;
import dev.tandem.audit.scan.ScanAccepted;
import dev.tandem.audit.scan.ScanChanges;
import dev.tandem.common.failpoint.Failpoint;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/// Keeps the queue moving: makes due what waited for another attempt, admits, sends hints, takes back what a lost
/// worker held. Several processes may do it at once. It works at once when something was accepted or has ended, and
/// every second in any case.
@ApplicationScoped
class Feeder {

    private static final String MAKE_DUE =
            """
            with due as (
              select id from scan where state = 'RETRY_WAIT' and run_at <= now()
               order by run_at for update skip locked limit 1000
            )
            update scan set state = 'PENDING', held_by = null, pushed_at = null from due where scan.id = due.id\
            """;

    /// pushed_at is set before the hint is sent: a crash between the two costs a wait, never a flood of hints.
    private static final String TAKE_UNSENT =
            """
            with unsent as (
              select id from scan
               where state = 'QUEUED' and (pushed_at is null or pushed_at < now() - $1 * interval '1 millisecond')
               order by priority desc, run_at for update skip locked limit 200
            )
            update scan set pushed_at = now() from unsent where scan.id = unsent.id returning scan.id\
            """;

    private static final int TAKEN_BACK_AT_ONCE = 100;
    private static final Duration KICK_LIMIT = Duration.ofSeconds(10);

    /// Scans may end a thousand times a second; the queue need not be looked at that often.
    private static final long CHANGES_GATHERED_MILLIS = 50;

    private final Pool pool;
    private final Admission admission;
    private final AdmissionWindow window;
    private final Claims claims;
    private final Hints hints;
    private final HintWatch watch;
    private final ScanChanges changes;
    private final FeedConfig config;
    private final Roles roles;
    private final DispatchMetrics metrics;
    private final Vertx vertx;
    private final AtomicBoolean feeding = new AtomicBoolean();
    private final AtomicBoolean again = new AtomicBoolean();
    private final AtomicBoolean gathering = new AtomicBoolean();

    Feeder(
            Pool pool,
            Admission admission,
            Claims claims,
            Hints hints,
            HintWatch watch,
            ScanChanges changes,
            FeedConfig config,
            Roles roles,
            DispatchMetrics metrics,
            Vertx vertx) {
        this.metrics = metrics;
        this.pool = pool;
        this.admission = admission;
        this.window = new AdmissionWindow(config.window());
        this.claims = claims;
        this.hints = hints;
        this.watch = watch;
        this.changes = changes;
        this.config = config;
        this.roles = roles;
        this.vertx = vertx;
    }

    /// An end somewhere makes room for others.
    void start(@Observes StartupEvent event) {
        if (roles.isApi()) {
            changes.all().subscribe().with(id -> changed());
        }
    }

    private void changed() {
        if (gathering.compareAndSet(false, true)) {
            vertx.setTimer(
                    CHANGES_GATHERED_MILLIS,
                    timer -> {
                        gathering.set(false);
                        kick();
                    });
        }
    }

    /// A scan was accepted in this process: don't wait for the next tick. Many at once are fed together.
    void accepted(@Observes ScanAccepted event) {
        Failpoint.hit("feed.accepted");
        kick();
    }

    void kick() {
        if (!feeding.compareAndSet(false, true)) {
            again.set(true);
            return;
        }
        admit().ifNoItem()
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

    /// Whether no round is under way in this process, nor about to begin.
    boolean isAtRest() {
        return !feeding.get() && !gathering.get();
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP, skipExecutionIf = NotApi.class)
    Uni<Void> tick() {
        return pool.query(MAKE_DUE)
                .execute()
                .chain(admission::callBackPaused)
                .chain(this::admit)
                .chain(this::sendAgain)
                .onFailure()
                .invoke(Feeder::complain)
                .onFailure()
                .recoverWithNull();
    }

    @Scheduled(
            every = "${audit.feed.reap-every:5s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = NotApi.class)
    Uni<Void> reap() {
        return claims.takeBack(TAKEN_BACK_AT_ONCE)
                .flatMap(this::takenBack)
                .onFailure()
                .invoke(Feeder::complain)
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> takenBack(List<UUID> taken) {
        Failpoint.hit("feed.reaped");
        if (taken.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Log.warnf("Took back scans whose workers are gone count=%d", taken.size());
        return announce(taken).chain(this::sendUnsent);
    }

    /// Admits until nothing more may be. With Redis away the hints stay unsent and workers find the rows by themselves.
    private Uni<Void> admit() {
        return admission
                .admit(window.size())
                .flatMap(admitted -> {
                    if (admitted.elsewhere()) {
                        changed();
                    }
                    window.admitted(admitted.queued().size());
                    Failpoint.hit("feed.admitted");
                    var sent = watch.sending(hints.send(admitted.queued()));
                    return admitted.mayBeMore() ? sent.chain(this::admit) : sent;
                });
    }

    /// After Redis was away or has forgotten everything, what is queued gets new hints at once.
    private Uni<Void> sendAgain() {
        return watch.hintsWereLost()
                .flatMap(lost ->
                        lost
                                ? pool.query("update scan set pushed_at = null where state = 'QUEUED'")
                                        .execute()
                                        .replaceWithVoid()
                                : Uni.createFrom().voidItem())
                .chain(this::sendUnsent);
    }

    private Uni<Void> sendUnsent() {
        return pool.preparedQuery(TAKE_UNSENT)
                .execute(Tuple.of(config.hintStale().toMillis()))
                .map(rows -> rows.stream().map(row -> row.getUUID("id")).toList())
                .flatMap(ids -> {
                    Failpoint.hit("feed.before-send");
                    metrics.sentAgain(ids.size());
                    return watch.sending(hints.send(ids));
                });
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

    private static void complain(Throwable failure) {
        Log.warnf("The queue could not be fed cause=%s", failure.getClass().getSimpleName());
    }
}
