package dev.tandem.audit.scan;

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

    @Column(name = "created_at")
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

    @Nullable ScanError error() {
        return errorCode == null
                ? null
                : new ScanError(errorCode, String.valueOf(errorMessage), Boolean.TRUE.equals(errorRetryable));
    }
}
