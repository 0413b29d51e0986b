package dev.tandem.audit.scan;

/// What a caller sees of [ScanState].
public enum ScanStatus {
    PENDING,
    PROCESSING,
    COMPLETED,
    FAILED,
    CANCELLED;

    /// Whether nothing will change any more.
    public boolean isFinal() {
        return switch (this) {
            case PENDING, PROCESSING -> false;
            case COMPLETED, FAILED, CANCELLED -> true;
        };
    }
}
