package dev.tandem.audit.dispatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.audit.issue.Finding;
import dev.tandem.audit.issue.Findings;
import dev.tandem.audit.scan.Device;
import dev.tandem.audit.scan.Engine;
import dev.tandem.audit.scan.ScanError;
import dev.tandem.audit.scan.ScanResult;
import dev.tandem.audit.scan.StoredSettings;
import dev.tandem.common.failpoint.Failpoint;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The protocol between the queue and a worker. Every write names the claim's epoch and is refused when it was raised
/// meanwhile (a fencing token: Kleppmann, "How to do distributed locking", 2016), so a worker that was paused past its
/// lease can't overwrite its successor. All clocks are the database's.
@ApplicationScoped
public class Claims {

    private final Pool pool;
    private final Findings findings;
    private final DispatchConfig config;
    private final ObjectMapper json;
    private final DispatchMetrics metrics;
    private final StoredSettings settings;

    Claims(
            Pool pool,
            Findings findings,
            DispatchConfig config,
            ObjectMapper json,
            DispatchMetrics metrics,
            StoredSettings settings) {
        this.settings = settings;
        this.metrics = metrics;
        this.pool = pool;
        this.findings = findings;
        this.config = config;
        this.json = json;
    }

    /// Takes those of the scans that hints named which still may be taken.
    public Uni<List<Claim>> claim(List<UUID> scanIds, String worker) {
        var values = Tuple.tuple().addArrayOfUUID(scanIds.toArray(UUID[]::new));
        return claimed(ClaimSql.CLAIM, values.addString(worker).addLong(config.lease().toMillis()));
    }

    /// Takes the next scans without any hint: what a worker does when Redis is away, and now and then to be sure.
    ///
    /// @param atMost how many, 1 or more
    public Uni<List<Claim>> claimNext(String worker, int atMost) {
        return claimed(ClaimSql.CLAIM_NEXT, Tuple.of(worker, config.lease().toMillis(), atMost));
    }

    private Uni<List<Claim>> claimed(String sql, Tuple values) {
        return pool.preparedQuery(sql)
                .execute(values)
                .map(rows -> rows.stream().map(this::claim).toList())
                .invoke(claims -> {
                    if (!claims.isEmpty()) {
                        Failpoint.hit("claim.reply-lost");
                    }
                });
    }

    public Uni<Heartbeat> heartbeat(Claim claim) {
        return pool.preparedQuery(ClaimSql.HEARTBEAT)
                .execute(Tuple.of(claim.scanId(), claim.epoch(), config.lease().toMillis()))
                .map(rows -> {
                    Failpoint.hit("claim.heartbeat");
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

    /// Stores status, result and findings together, or nothing.
    ///
    /// @return false when the claim was lost and nothing was stored
    public Uni<Boolean> complete(Claim claim, ScanResult result, List<Finding> found) {
        var values =
                Tuple.of(claim.scanId(), claim.epoch())
                        .addString(writeOrNull(result.receipt()))
                        .addString(writeOrNull(result.summary()))
                        .addString(write(result.engines()))
                        .addString(writeOrNull(result.lighthouse()))
                        .addString(findings.toJson(found));
        return end(ClaimSql.COMPLETE, values);
    }

    /// Ends an attempt that failed: the scan waits for the next one, or has failed for good. What the machine alone is
    /// to blame for costs the scan no attempt, until it was claimed so often that there may be no end.
    ///
    /// @return false when the claim was lost
    public Uni<Boolean> fail(Claim claim, ScanError error) {
        if (error.sparesTheAttempt() && claim.epoch() < config.claims()) {
            return retry(claim, "INTERRUPTED", error, Backoff.of(config.machineWait()), 0);
        }
        var attempt = claim.attempts() + 1;
        if (!error.retryable() || attempt >= config.attempts()) {
            return end(ClaimSql.FAIL, values(claim, "FAILED", error));
        }
        var wait = Backoff.beforeAttempt(attempt + 1, config.backoff(), config.longestBackoff());
        return retry(claim, "RETRY", error, wait, 1);
    }

    private Uni<Boolean> retry(Claim claim, String outcome, ScanError error, Duration wait, int attempts) {
        return end(ClaimSql.RETRY, values(claim, outcome, error).addLong(wait.toMillis()).addInteger(attempts));
    }

    /// Ends a scan that somebody wanted stopped.
    ///
    /// @return false when the claim was lost
    public Uni<Boolean> cancelled(Claim claim) {
        return end(ClaimSql.CANCELLED, values(claim, "CANCELLED", null));
    }

    /// Hands a scan back unfinished, as a worker does that must stop. It is queued again at once under a new epoch and
    /// loses no attempt.
    ///
    /// @return false when the claim was lost
    public Uni<Boolean> release(Claim claim) {
        return end(ClaimSql.RELEASE, values(claim, "INTERRUPTED", null).addInteger(config.interruptions()));
    }

    /// Takes back what workers hold whose leases have ended, however they went away.
    ///
    /// @param atMost how many
    /// @return the scans that were taken back, each of which is queued again, given up, or cancelled
    public Uni<List<UUID>> takeBack(int atMost) {
        return pool.preparedQuery(ClaimSql.REAP)
                .execute(Tuple.of(config.interruptions(), atMost))
                .map(rows -> rows.stream().map(row -> row.getUUID("id")).toList())
                .invoke(taken -> metrics.reaped(taken.size()));
    }

    /// Whether the end that a worker tried to store under this claim is there. When the answer to a statement was lost,
    /// only the database knows whether it was done.
    public Uni<Boolean> isEnded(Claim claim) {
        return pool.preparedQuery(ClaimSql.ENDED_BY_WORKER)
                .execute(Tuple.of(claim.scanId(), claim.epoch()))
                .map(rows -> rows.size() > 0);
    }

    private Tuple values(Claim claim, String outcome, @Nullable ScanError error) {
        return Tuple.of(claim.scanId(), claim.epoch(), outcome, writeOrNull(error));
    }

    private Uni<Boolean> end(String sql, Tuple values) {
        return pool.preparedQuery(sql)
                .execute(values)
                .map(rows -> {
                    Failpoint.hit("run.end-reply-lost");
                    return rows.size() > 0;
                })
                .invoke(metrics::ended);
    }

    private Claim claim(Row row) {
        var engines =
                Arrays.stream(row.getArrayOfStrings("engines"))
                        .map(Engine::valueOf)
                        .collect(Collectors.toUnmodifiableSet());
        return new Claim(
                row.getUUID("id"),
                row.getInteger("epoch"),
                row.getShort("attempts"),
                URI.create(row.getString("url")),
                Device.valueOf(row.getString("device")),
                engines,
                settings.read(row.getString("options")),
                Duration.ofMillis(row.getLong("waited")),
                row.getString("trace_parent"));
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
