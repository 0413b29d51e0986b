package dev.tandem.audit.scan;

import dev.tandem.common.telemetry.TraceParent;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/// A scan as lists show it. Rows are written by [ScanIntake] and moved by the queue's own SQL, never through here.
@Entity
@Immutable
class Scan {

    @Id UUID id;

    String tenant;
    String url;
    short priority;

    @Column(name = "batch_id")
    @Nullable UUID batchId;

    @Enumerated(EnumType.STRING)
    ScanState state;

<<<<<<< HEAD
    @Column(name = "created_at")
=======
    @Column(name = "idempotency_key")
    @Nullable String idempotencyKey;

    @Column(name = "request_hash")
    String requestHash;

    @Column(name = "trace_parent")
    @Nullable String traceParent;

    @Column(insertable = false, updatable = false)
    short attempts;

    /// Set by the database.
    @Column(name = "created_at", insertable = false, updatable = false)
>>>>>>> tele
    Instant createdAt;

    @Column(name = "finished_at")
    @Nullable Instant finishedAt;

    @Formula("error ->> 'code'")
    @Nullable String errorCode;

    @Formula("error ->> 'message'")
    @Nullable String errorMessage;

    @Formula("cast(error ->> 'retryable' as boolean)")
    @Nullable Boolean errorRetryable;

    /// For Hibernate.
    protected Scan() {}

<<<<<<< HEAD
    @Nullable ScanError error() {
        return errorCode == null
                ? null
                : new ScanError(errorCode, String.valueOf(errorMessage), Boolean.TRUE.equals(errorRetryable));
=======
    static Scan accept(String tenant, ScanRequest request, @Nullable String idempotencyKey) {
        var scan = new Scan();
        // Ordered by time, so that the index grows at one end.
        scan.id = UuidVersion7Strategy.INSTANCE.generateUuid(null);
        scan.tenant = tenant;
        scan.url = request.url().toString();
        scan.host = hostKey(request.url());
        scan.projectId = request.projectId();
        scan.engines = request.engines().stream().map(Enum::name).sorted().toArray(String[]::new);
        scan.device = request.device();
        scan.state = ScanState.PENDING;
        scan.idempotencyKey = idempotencyKey;
        scan.requestHash = request.hash();
        scan.traceParent = TraceParent.current();
        return scan;
    }

    private static String hostKey(URI url) {
        return String.valueOf(url.getHost()).toLowerCase(Locale.ROOT);
    }

    List<Engine> engineList() {
        return List.of(engines).stream().map(Engine::valueOf).toList();
>>>>>>> tele
    }
}
