package dev.tandem.audit.scan;

import dev.tandem.common.page.Cursor;
import dev.tandem.common.page.Page;
import dev.tandem.common.problem.Problem;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Accepts, reads and cancels scans.
@ApplicationScoped
public class ScanService {

    /// How soon a follower sees a change although its hint was lost.
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private static final String CANCEL =
            """
            update scan set cancel_requested = true,
                   state = case when state = 'RUNNING' then state else 'CANCELLED' end,
                   finished_at = case when state = 'RUNNING' then finished_at else now() end
             where id = $1 and tenant = $2 and state in ('PENDING', 'QUEUED', 'RETRY_WAIT', 'RUNNING')\
            """;

    private final ScanIntake intake;
    private final ScanRepository scans;
    private final ScanReader reader;
    private final ScanChanges changes;
    private final Event<ScanAccepted> accepted;
    private final Pool pool;

    ScanService(
            ScanIntake intake,
            ScanRepository scans,
            ScanReader reader,
            ScanChanges changes,
            Event<ScanAccepted> accepted,
            Pool pool) {
        this.intake = intake;
        this.scans = scans;
        this.reader = reader;
        this.changes = changes;
        this.accepted = accepted;
        this.pool = pool;
    }

    /// Stores the scan and announces it after the commit.
    ///
    /// @param idempotencyKey the same key and request give the same scan; with another request it is refused
    Uni<ScanView.Brief> accept(String tenant, ScanRequest request, @Nullable String idempotencyKey) {
        return intake.store(tenant, request, idempotencyKey)
                .map(stored -> {
                    if (stored.isNew()) {
                        accepted.fire(new ScanAccepted(stored.brief().id()));
                    }
                    return stored.brief();
                });
    }

    /// The scans, newest first; failed ones in the order in which they ended.
    ///
    /// @param status only these, null for all
    @WithSession
    public Uni<Page<ScanView.Brief>> list(
            String tenant, @Nullable ScanStatus status, @Nullable String cursor, int limit) {
        return scans.newest(tenant, status, Cursor.decode(cursor, 2), limit + 1)
                .map(rows ->
                        Page.cut(rows, limit, scan -> ScanRepository.place(scan, status)).map(ScanView.Brief::from));
    }

    /// The scans of a batch, in the order of its pages; none when the batch is not this tenant's.
    ///
    /// @param status only these, null for all
    @WithSession
    public Uni<Page<ScanView.Brief>> ofBatch(
            String tenant, UUID batchId, @Nullable ScanStatus status, @Nullable String cursor, int limit) {
        return scans.ofBatch(tenant, batchId, status, Cursor.decode(cursor, 1), limit + 1)
                .map(rows -> Page.cut(rows, limit, scan -> Cursor.of(scan.id)).map(ScanView.Brief::from));
    }

    /// @return the scan; a [Problem] when there is none of this tenant's
    public Uni<ScanView> get(String tenant, UUID id) {
        return reader.read(tenant, id).map(found -> found.orElseThrow(() -> ScanProblem.notFound(id)));
    }

    /// Waiting scans are cancelled at once, running ones as soon as their worker hears of it.
    Uni<ScanView> cancel(String tenant, UUID id) {
        return pool.preparedQuery(CANCEL)
                .execute(Tuple.of(id, tenant))
                .flatMap(updated -> updated.rowCount() == 0 ? refuseCancel(tenant, id) : get(tenant, id))
                .call(() -> changes.announce(id));
    }

    private Uni<ScanView> refuseCancel(String tenant, UUID id) {
        return get(tenant, id)
                .map(scan -> {
                    throw Problem.of(
                            ScanProblem.SCAN_IS_OVER,
                            "The scan is " + scan.status() + " and can't be cancelled any more.");
                });
    }

    /// What happens to a scan, from its beginning until it is over.
    public Multi<ScanEvent> follow(String tenant, UUID id) {
        var looks =
                Multi.createBy()
                        .merging()
                        .streams(
                                Multi.createFrom().item(0L),
                                changes.of(id).map(hint -> 0L),
                                Multi.createFrom().ticks().every(LOOK_AGAIN).onOverflow().drop());
        var scans =
                looks.onOverflow().dropPreviousItems().onItem().transformToUniAndConcatenate(look -> get(tenant, id));
        var events =
                ScanChanges.untilOver(scans, scan -> scan.status().isFinal())
                        .onItem()
                        .scan(ScanEvent.Follow::beginning, ScanEvent.Follow::next)
                        .onItem()
                        .transformToIterable(ScanEvent.Follow::events);
        return changes.untilShutdown(events);
    }
}
