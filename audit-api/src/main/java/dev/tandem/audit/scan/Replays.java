package dev.tandem.audit.scan;

import dev.tandem.common.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.OffsetDateTime;
import java.util.UUID;

/// Runs failed scans again: the dead letters. The epoch is raised, so that a worker that still believes to hold an
/// earlier claim can write nothing.
@ApplicationScoped
class Replays {

    private static final String AFRESH =
            """
            set state = 'PENDING', attempts = 0, interruptions = 0, epoch = epoch + 1, error = null, run_at = now(),
                pushed_at = null, progress = '{}', started_at = null, finished_at = null, held_by = null,
                cancel_requested = false\
            """;

    private static final String ONE = "update scan " + AFRESH + " where id = $1 and tenant = $2 and state = 'FAILED'";

    private static final String BY_ID =
            "update scan " + AFRESH + " where tenant = $1 and id = any ($2::uuid[]) and state = 'FAILED'";

    private static final String NOW = "select now() as now";

    /// The oldest first, a bounded number at a time. Only what had failed when the request came, so that scans that
    /// fail again meanwhile don't keep it busy for ever.
    private static final String NEXT =
            """
            with chosen as (
              select id, finished_at from scan
               where tenant = $1 and state = 'FAILED' and finished_at between $2 and $3
                 and ($4::text is null or error ->> 'code' = $4) and ($5::uuid is null or project_id = $5)
                 and ($6::uuid is null or batch_id = $6)
               order by finished_at limit 500 for no key update skip locked
            ), replayed as (
            """
                    + "update scan "
                    + AFRESH
                    + """
                     where id in (select id from chosen) returning id
                    )
                    select count(*) as number, (select max(finished_at) from chosen) as latest from replayed\
                    """;

    private static final OffsetDateTime EVER = OffsetDateTime.parse("1970-01-01T00:00:00Z");

    private final Pool pool;
    private final Drain drain;
    private final ScanService scans;
    private final ScanChanges changes;
    private final Event<ScanAccepted> accepted;

    Replays(Pool pool, Drain drain, ScanService scans, ScanChanges changes, Event<ScanAccepted> accepted) {
        this.pool = pool;
        this.drain = drain;
        this.scans = scans;
        this.changes = changes;
        this.accepted = accepted;
    }

    /// @return the scan, waiting again; fails with a [Problem] unless it had failed
    Uni<ScanView> replay(String tenant, UUID id) {
        return drain.check(tenant)
                .chain(() -> pool.preparedQuery(ONE).execute(Tuple.of(id, tenant)))
                .flatMap(updated -> scans.get(tenant, id).map(scan -> updated.rowCount() > 0 ? scan : refuse(scan)))
                .call(() -> changes.announce(id))
                .invoke(scan -> accepted.fire(new ScanAccepted(id)));
    }

    private static ScanView refuse(ScanView scan) {
        throw Problem.of(
                ScanProblem.SCAN_NOT_FAILED,
                "The scan is " + scan.status() + "; only one that is FAILED can be run again.");
    }

    /// @return how many scans wait again
    Uni<Long> replay(String tenant, ReplayScans.Choice choice) {
        var ids = choice.ids();
        var replayed =
                ids == null
                        ? pool.query(NOW)
                                .execute()
                                .map(rows -> rows.iterator().next().getOffsetDateTime("now"))
                                .flatMap(now -> further(tenant, choice, since(choice), now, 0))
                        : pool.preparedQuery(BY_ID)
                                .execute(Tuple.tuple().addString(tenant).addArrayOfUUID(ids))
                                .map(updated -> (long) updated.rowCount());
        return drain.check(tenant)
                .chain(() -> replayed)
                .invoke(number -> {
                    if (number > 0) {
                        accepted.fire(ScanAccepted.many());
                    }
                });
    }

    private static OffsetDateTime since(ReplayScans.Choice choice) {
        var since = choice.failedSince();
        return since == null ? EVER : since;
    }

    /// Goes on from where the last statement ended; those at exactly that time are looked at again, because there may
    /// be more of them.
    private Uni<Long> further(
            String tenant, ReplayScans.Choice choice, OffsetDateTime from, OffsetDateTime until, long before) {
        var values =
                Tuple.of(tenant, from, until)
                        .addString(choice.errorCode())
                        .addUUID(choice.projectId())
                        .addUUID(choice.batchId());
        return pool.preparedQuery(NEXT)
                .execute(values)
                .flatMap(rows -> {
                    var row = rows.iterator().next();
                    var number = row.getLong("number");
                    return number == 0
                            ? Uni.createFrom().item(before)
                            : further(tenant, choice, row.getOffsetDateTime("latest"), until, before + number);
                });
    }
}
