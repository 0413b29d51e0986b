package dev.tandem.audit.batch;

import dev.tandem.common.problem.Problem;
import dev.tandem.common.problem.ProblemCode;
import java.util.UUID;

/// Why a request about batches is refused.
public enum BatchProblem implements ProblemCode {
    BATCH_NOT_FOUND(404, "There is no such batch."),
    BATCH_IS_OVER(409, "The batch has ended already."),
    BATCH_BEING_READ(409, "The batch of this Idempotency-Key is still being read."),
    BATCH_TOO_LARGE(413, "The batch has too many entries."),
    TOO_MANY_BATCHES(503, "Too many batches are being read right now.");

    private final int status;
    private final String title;

    BatchProblem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public int status() {
        return status;
    }

    /// The same answer for a batch of another tenant as for one that never was.
    static Problem notFound(UUID id) {
        return Problem.of(BATCH_NOT_FOUND, "There is no batch " + id + ".");
    }
}
