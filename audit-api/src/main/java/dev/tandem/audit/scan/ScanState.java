package dev.tandem.audit.scan;

/// A scan's place in the queue, as the database has it.
public enum ScanState {
    /// Accepted.
    PENDING,
    /// Admitted: a worker may claim it.
    QUEUED,
    /// Claimed under an epoch and a lease.
    RUNNING,
    /// Failed in a way that may pass; due again later.
    RETRY_WAIT,
    COMPLETED,
    FAILED,
    CANCELLED;

    public ScanStatus status() {
        return switch (this) {
            case PENDING, QUEUED, RETRY_WAIT -> ScanStatus.PENDING;
            case RUNNING -> ScanStatus.PROCESSING;
            case COMPLETED -> ScanStatus.COMPLETED;
            case FAILED -> ScanStatus.FAILED;
            case CANCELLED -> ScanStatus.CANCELLED;
        };
    }
}
