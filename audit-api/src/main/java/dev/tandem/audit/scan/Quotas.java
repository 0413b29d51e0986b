package dev.tandem.audit.scan;

import dev.tandem.audit.project.Project;
import dev.tandem.common.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;

/// Counts a project's scans against its limits, by the database's clock and under the project's lock, so that many
/// requests at once can't pass a limit together. Counting costs as much as the limit, however many scans there are.
public final class Quotas {

    /// The scan that has to leave the window before there is room, and how long that takes; no row: there is room.
    private static final String WAIT_FOR_DAY =
            """
            select cast(extract(epoch from created_at + interval '24 hours' - now()) * 1000 as bigint) as millis
              from scan where project_id = $1 and created_at > now() - interval '24 hours'
             order by created_at desc offset $2 limit 1\
            """;

    private static final String UNFINISHED =
            """
            select count(*) as number from (
              select from scan
               where project_id = $1 and batch_id is null and state in ('PENDING', 'QUEUED', 'RUNNING', 'RETRY_WAIT')
               limit $2) unfinished\
            """;

    /// Nobody knows when a scan will end; a caller that asks this often is no burden.
    private static final Duration SCAN_ENDS = Duration.ofSeconds(10);

    private Quotas() {}

    /// Makes room for one scan, which is to be stored in the same transaction.
    ///
    /// @param project locked in this transaction
    /// @return fails with a [Problem] when a limit is reached
    static Uni<Void> admitOne(SqlConnection transaction, Project project) {
        return checkDay(transaction, project, 1).chain(() -> checkConcurrent(transaction, project));
    }

    /// Makes room for a batch, which counts for the day and is held back by the queue until fewer scans run.
    ///
    /// @param project locked in this transaction
    /// @param scans how many scans the batch has, which don't belong to the project yet
    /// @return fails with a [Problem] when the limit would be passed
    public static Uni<Void> admitBatch(SqlConnection transaction, Project project, int scans) {
        return checkDay(transaction, project, scans);
    }

    private static Uni<Void> checkDay(SqlConnection transaction, Project project, int scans) {
        var limit = project.scansPerDay();
        if (limit == null) {
            return Uni.createFrom().voidItem();
        }
        if (scans > limit) {
            throw Problem.of(
                            ScanProblem.SCANS_PER_DAY_EXCEEDED,
                            "The project \"%s\" may have %d scans within 24 hours, and this is %d at once."
                                    .formatted(project.name(), limit, scans))
                    .limit(limit);
        }
        return transaction
                .preparedQuery(WAIT_FOR_DAY)
                .execute(Tuple.of(project.id(), limit - scans))
                .map(rows -> {
                    for (var row : rows) {
                        throw Problem.of(
                                        ScanProblem.SCANS_PER_DAY_EXCEEDED,
                                        "The project \"%s\" may have %d scans within 24 hours."
                                                .formatted(project.name(), limit))
                                .limit(limit)
                                .retryAfter(Duration.ofMillis(row.getLong("millis")));
                    }
                    return null;
                });
    }

    private static Uni<Void> checkConcurrent(SqlConnection transaction, Project project) {
        var limit = project.concurrentScans();
        if (limit == null) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery(UNFINISHED)
                .execute(Tuple.of(project.id(), limit))
                .map(rows -> {
                    if (rows.iterator().next().getLong("number") >= limit) {
                        throw Problem.of(
                                        ScanProblem.CONCURRENT_SCANS_EXCEEDED,
                                        "The project \"%s\" may have %d scans that wait or run."
                                                .formatted(project.name(), limit))
                                .limit(limit)
                                .retryAfter(SCAN_ENDS);
                    }
                    return null;
                });
    }
}
