package dev.tandem.audit.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.audit.scan.ScanChanges;
import dev.tandem.audit.scan.ScanError;
import dev.tandem.audit.scan.ScanService;
import dev.tandem.audit.scan.ScanStatus;
import dev.tandem.audit.scan.ScanView;
import dev.tandem.common.async.Blocking;
import dev.tandem.common.page.Cursor;
import dev.tandem.common.page.Page;
import dev.tandem.common.problem.Problem;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Accepts, shows, follows and cancels batches.
@ApplicationScoped
public class BatchService {

    /// However much changes, a follower asks the database no more often.
    private static final Duration PACE = Duration.ofMillis(500);

    /// How many paces pass before a follower looks although nothing seemed to change: a hint may have been lost.
    private static final int LOOK_AGAIN = 10;

    private final BatchIntake intake;
    private final BatchReader reader;
    private final ScanService scans;
    private final ScanChanges changes;
    private final Pool pool;
    private final ObjectMapper json;

    BatchService(
            BatchIntake intake,
            BatchReader reader,
            ScanService scans,
            ScanChanges changes,
            Pool pool,
            ObjectMapper json) {
        this.intake = intake;
        this.reader = reader;
        this.scans = scans;
        this.changes = changes;
        this.pool = pool;
        this.json = json;
    }

    /// @param key the same key and body give the same batch; with another body it is refused
    Uni<BatchView> accept(String tenant, @Nullable String key, BatchBody form, InputStream body) {
        return Blocking.call(() -> intake.accept(tenant, key, form, body)).flatMap(id -> reader.one(tenant, id));
    }

    /// @return the batch; a [Problem] when there is none of this tenant's
    public Uni<BatchView> get(String tenant, UUID id) {
        return reader.one(tenant, id);
    }

    /// The batches, newest first.
    public Uni<Page<BatchView>> list(String tenant, @Nullable String cursor, int limit) {
        return reader.newest(tenant, Cursor.decode(cursor, 2), limit);
    }

    /// A batch's scans in the order of its pages.
    public Uni<Page<ScanView.Brief>> scans(
            String tenant, UUID id, @Nullable ScanStatus status, @Nullable String cursor, int limit) {
        // Asked first, so that an unknown batch is told from one without scans.
        return reader.one(tenant, id).chain(batch -> scans.ofBatch(tenant, id, status, cursor, limit));
    }

    /// Waiting scans are cancelled at once, running ones as soon as their workers hear of it; a batch that is still
    /// read ends with nothing.
    Uni<BatchView> cancel(String tenant, UUID id) {
        return pool.withTransaction(transaction ->
                        transaction
                                .preparedQuery(BatchSql.LOCK)
                                .execute(Tuple.of(id, tenant))
                                .flatMap(rows -> {
                                    for (var row : rows) {
                                        return stop(transaction, id, row.getString("state"));
                                    }
                                    throw BatchProblem.notFound(id);
                                }))
                // The queue moves the same rows and may have begun with the other end of them.
                .onFailure(BatchService::isDeadlock)
                .retry()
                .atMost(3)
                .call(this::announce)
                .chain(running -> reader.one(tenant, id));
    }

    private static boolean isDeadlock(Throwable failure) {
        return failure instanceof PgException refused && "40P01".equals(refused.getSqlState());
    }

    /// @return the scans that run
    private Uni<List<UUID>> stop(SqlConnection transaction, UUID id, String state) {
        return switch (state) {
            case "READING" ->
                    transaction
                            .preparedQuery(BatchSql.FAIL)
                            .execute(Tuple.of(id, cancelledWhileRead(), 0, "[]"))
                            .map(removed -> List.of());
            case "READ" ->
                    transaction
                            .preparedQuery(BatchSql.CANCEL_SCANS)
                            .execute(Tuple.of(id))
                            .map(rows -> {
                                var row = rows.iterator().next();
                                if (row.getLong("number") == 0) {
                                    throw over();
                                }
                                var running = row.getArrayOfUUIDs("running");
                                return running == null ? List.of() : List.of(running);
                            });
            default -> throw over();
        };
    }

    private String cancelledWhileRead() {
        try {
            return json.writeValueAsString(
                    new ScanError(
                            BatchStatus.CANCELLED_CODE, "The batch was stopped before it was read to its end.", false));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Problem over() {
        return Problem.of(BatchProblem.BATCH_IS_OVER, "Every scan of the batch has ended; none is left to cancel.");
    }

    private Uni<Void> announce(List<UUID> running) {
        return Multi.createFrom()
                .iterable(running)
                .onItem()
                .transformToUniAndMerge(changes::announce)
                .collect()
                .last()
                .replaceWithVoid();
    }

    /// The batch whenever it has changed, until it is over.
    public Multi<BatchView> follow(String tenant, UUID id) {
        var looks =
                Multi.createFrom()
                        .deferred(() -> {
                            var changed = new AtomicBoolean(true);
                            var batches =
                                    looks(changed)
                                            .onItem()
                                            .transformToUniAndConcatenate(look -> reader.one(tenant, id));
                            return ScanChanges.untilOver(batches, batch -> batch.status().isFinal())
                                    .skip()
                                    .repetitions();
                        });
        return changes.untilShutdown(looks);
    }

    private Multi<Long> looks(AtomicBoolean changed) {
        Multi<Long> hints = changes.all().invoke(hint -> changed.set(true)).filter(hint -> false).map(hint -> 0L);
        var ticks =
                Multi.createFrom()
                        .ticks()
                        .every(PACE)
                        .onOverflow()
                        .drop()
                        .filter(tick -> changed.getAndSet(false) || tick % LOOK_AGAIN == 0);
        return Multi.createBy().merging().streams(ticks, hints).onOverflow().dropPreviousItems();
    }
}
