package dev.tandem.audit.dispatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.audit.issue.Finding;
import dev.tandem.audit.issue.Findings;
import dev.tandem.audit.scan.Device;
import dev.tandem.audit.scan.Engine;
import dev.tandem.audit.scan.ScanError;
import dev.tandem.audit.scan.ScanResult;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The protocol between the queue and a worker. Every write names the claim's epoch and is refused when it was raised
/// meanwhile (a fencing token: Kleppmann, "How to do distributed locking", 2016), so a worker that was paused past its
/// lease can't overwrite its successor. All clocks are the database's.
@ApplicationScoped
public class Claims {

    private static final Function<SqlConnection, Uni<?>> NOTHING_MORE = connection -> Uni.createFrom().voidItem();

    private final Pool pool;
    private final Findings findings;
    private final DispatchConfig config;
    private final ObjectMapper json;

    Claims(Pool pool, Findings findings, DispatchConfig config, ObjectMapper json) {
        this.pool = pool;
        this.findings = findings;
        this.config = config;
        this.json = json;
    }

    /// Takes the scan that a hint named, if it still may be taken.
    public Uni<Optional<Claim>> claim(UUID scanId, String worker) {
        return pool.preparedQuery(ClaimSql.CLAIM)
                .execute(Tuple.of(scanId, worker, config.lease().toMillis()))
                .map(Claims::first);
    }

    /// Takes the next scan without any hint: what a worker does when Redis is away, and now and then to be sure.
    public Uni<Optional<Claim>> claimNext(String worker) {
        return pool.preparedQuery(ClaimSql.CLAIM_NEXT)
                .execute(Tuple.of(worker, config.lease().toMillis()))
                .map(Claims::first);
    }

    public Uni<Heartbeat> heartbeat(Claim claim) {
        return pool.preparedQuery(ClaimSql.HEARTBEAT)
                .execute(Tuple.of(claim.scanId(), claim.epoch(), config.lease().toMillis()))
                .map(rows -> {
                    for (var row : rows) {
                        return row.getBoolean("cancel_requested") ? Heartbeat.CANCEL : Heartbeat.ALIVE;
                    }
                    return Heartbeat.LOST;
                });
    }

    /// Says what each part of the work is at.
    ///
    /// @return false when the claim was lost
    public Uni<Boolean> progress(Claim claim, Map<String, String> progress) {
        return pool.preparedQuery(ClaimSql.PROGRESS)
                .execute(Tuple.of(claim.scanId(), claim.epoch(), write(progress)))
                .map(updated -> updated.rowCount() > 0);
    }

    /// Stores status, result and findings in one transaction, or nothing.
    ///
    /// @return false when the claim was lost and nothing was stored
    public Uni<Boolean> complete(Claim claim, ScanResult result, List<Finding> found) {
        var row =
                Tuple.of(claim.scanId(), claim.epoch())
                        .addString(writeOrNull(result.receipt()))
                        .addString(writeOrNull(result.summary()))
                        .addString(write(result.engines()))
                        .addString(writeOrNull(result.lighthouse()));
        return end(
                claim,
                ClaimSql.COMPLETE,
                Tuple.of(claim.scanId(), claim.epoch()),
                "COMPLETED",
                null,
                connection ->
                        connection
                                .preparedQuery(ClaimSql.STORE_RESULT)
                                .execute(row)
                                .chain(() -> findings.store(connection, claim.scanId(), claim.epoch(), found)));
    }

    /// Ends an attempt that failed: the scan waits for the next one, or has failed for good.
    ///
    /// @return false when the claim was lost
    public Uni<Boolean> fail(Claim claim, ScanError error) {
        var attempt = claim.attempts() + 1;
        var values = Tuple.of(claim.scanId(), claim.epoch(), write(error));
        if (!error.retryable() || attempt >= config.attempts()) {
            return end(claim, ClaimSql.FAIL, values, "FAILED", error, NOTHING_MORE);
        }
        var wait = Backoff.beforeAttempt(attempt + 1, config.backoff(), config.longestBackoff());
        return end(claim, ClaimSql.RETRY, values.addLong(wait.toMillis()), "RETRY", error, NOTHING_MORE);
    }

    /// Ends a scan that somebody wanted stopped.
    ///
    /// @return false when the claim was lost
    public Uni<Boolean> cancelled(Claim claim) {
        var values = Tuple.of(claim.scanId(), claim.epoch());
        return end(claim, ClaimSql.CANCELLED, values, "CANCELLED", null, NOTHING_MORE);
    }

    /// Hands a scan back unfinished, as a worker does that must stop. It is queued again at once under a new epoch and
    /// loses no attempt.
    ///
    /// @return false when the claim was lost
    public Uni<Boolean> release(Claim claim) {
        var values = Tuple.of(claim.scanId(), claim.epoch());
        return end(claim, ClaimSql.RELEASE, values, "INTERRUPTED", null, NOTHING_MORE);
    }

    /// The fenced update comes first and takes the row's lock: a loser fails before it writes anything.
    private Uni<Boolean> end(
            Claim claim,
            String update,
            Tuple values,
            String outcome,
            @Nullable ScanError error,
            Function<SqlConnection, Uni<?>> more) {
        return pool.withTransaction(connection ->
                connection
                        .preparedQuery(update)
                        .execute(values)
                        .flatMap(updated ->
                                updated.rowCount() == 0
                                        ? Uni.createFrom().item(false)
                                        : more.apply(connection)
                                                .chain(() ->
                                                        connection
                                                                .preparedQuery(ClaimSql.END_ATTEMPT)
                                                                .execute(
                                                                        Tuple.of(
                                                                                claim.scanId(),
                                                                                claim.epoch(),
                                                                                outcome,
                                                                                writeOrNull(error))))
                                                .replaceWith(true)));
    }

    private static Optional<Claim> first(RowSet<Row> rows) {
        for (var row : rows) {
            var engines =
                    Arrays.stream(row.getArrayOfStrings("engines"))
                            .map(Engine::valueOf)
                            .collect(Collectors.toUnmodifiableSet());
            return Optional.of(
                    new Claim(
                            row.getUUID("id"),
                            row.getInteger("epoch"),
                            row.getShort("attempts"),
                            URI.create(row.getString("url")),
                            Device.valueOf(row.getString("device")),
                            engines));
        }
        return Optional.empty();
    }

    private @Nullable String writeOrNull(@Nullable Object value) {
        return value == null ? null : write(value);
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
