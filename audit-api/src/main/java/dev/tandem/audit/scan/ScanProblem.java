package dev.tandem.audit.scan;

import dev.tandem.common.problem.Problem;
import dev.tandem.common.problem.ProblemCode;
import java.util.UUID;

/// Why a request about scans is refused.
public enum ScanProblem implements ProblemCode {
    SCAN_NOT_FOUND(404, "There is no such scan."),
    SCAN_IS_OVER(409, "The scan has ended already."),
    SCAN_NOT_FAILED(409, "Only a scan that has failed can be run again."),
    IDEMPOTENCY_KEY_REUSED(422, "This Idempotency-Key was used for another request."),
    SCANS_PER_DAY_EXCEEDED(429, "The project has had its scans for now."),
    CONCURRENT_SCANS_EXCEEDED(429, "The project has enough scans that wait or run."),
    QUEUE_DRAINING(503, "The queue is being drained: nothing new is taken.");

    private final int status;
    private final String title;

    ScanProblem(int status, String title) {
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

    /// The same answer for a scan of another tenant as for one that never was.
    public static Problem notFound(UUID id) {
        return Problem.of(SCAN_NOT_FOUND, "There is no scan " + id + ".");
    }
}
