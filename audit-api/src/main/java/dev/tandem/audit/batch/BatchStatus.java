package dev.tandem.audit.batch;

import org.jspecify.annotations.Nullable;

/// What a caller sees of a batch; computed from its scans whenever somebody looks.
public enum BatchStatus {
    /// Its pages are still coming in; none is audited yet.
    READING,
    /// All pages are there and none has begun.
    PENDING,
    /// Some scan has begun or ended, and not all have ended.
    PROCESSING,
    /// All scans have ended, at least one with a result and none by being cancelled.
    COMPLETED,
    /// All scans have ended, none of them with a result, and at least one failed; or the pages could not be read.
    FAILED,
    /// All scans have ended and somebody stopped at least one of them; or the batch was stopped while it was read.
    CANCELLED;

    /// The code of the error of a batch that was stopped while it was read.
    static final String CANCELLED_CODE = "BATCH_CANCELLED";

    /// @param state the stored state: READING, READ or FAILED
    /// @param errorCode why reading failed, null when it did not
    static BatchStatus of(String state, @Nullable String errorCode, Counts counts) {
        return switch (state) {
            case "READING" -> READING;
            case "READ" -> of(counts);
            default -> CANCELLED_CODE.equals(errorCode) ? CANCELLED : FAILED;
        };
    }

    private static BatchStatus of(Counts counts) {
        if (counts.ended() < counts.total()) {
            return counts.processing() + counts.ended() == 0 ? PENDING : PROCESSING;
        }
        if (counts.cancelled() > 0) {
            return CANCELLED;
        }
        return counts.completed() > 0 ? COMPLETED : FAILED;
    }

    /// Whether nothing will change any more, unless somebody runs failed scans again.
    public boolean isFinal() {
        return switch (this) {
            case READING, PENDING, PROCESSING -> false;
            case COMPLETED, FAILED, CANCELLED -> true;
        };
    }
}
