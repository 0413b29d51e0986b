package dev.tandem.audit.scan;

import dev.tandem.common.telemetry.TraceParent;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.hibernate.annotations.DynamicInsert;
import org.hibernate.id.uuid.UuidVersion7Strategy;
import org.jspecify.annotations.Nullable;

/// A scan as the requests see it. The queue's own columns (epoch, lease, hints) are the queue's business: its SQL moves
/// them, and this entity neither reads nor writes them.
@Entity
@DynamicInsert
class Scan {

    @Id UUID id;

    String tenant;
    String url;
    String host;

    @Column(name = "project_id")
    @Nullable UUID projectId;

    String[] engines;

    @Enumerated(EnumType.STRING)
    Device device;

    @Enumerated(EnumType.STRING)
    ScanState state;

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
    Instant createdAt;

    @Column(name = "started_at", insertable = false, updatable = false)
    @Nullable Instant startedAt;

    @Column(name = "finished_at", insertable = false, updatable = false)
    @Nullable Instant finishedAt;

    /// For Hibernate.
    protected Scan() {}

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
    }
}
