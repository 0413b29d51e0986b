package dev.tandem.audit.scan;

import dev.tandem.common.problem.Problem;
import dev.tandem.common.problem.ProblemCode;
import java.util.UUID;

/// Why a request about scans is refused.
public enum ScanProblem implements ProblemCode {
    SCAN_NOT_FOUND(404, "There is no such scan."),
    SCAN_IS_OVER(409, "The scan has ended already."),
    IDEMPOTENCY_KEY_REUSED(422, "This Idempotency-Key was used for another request.");

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
