package dev.tandem.jobs.poll;

import dev.tandem.common.problem.Problem;
import dev.tandem.common.problem.ProblemCode;
import java.util.UUID;

/// Why a request about polls is refused.
enum PollProblem implements ProblemCode {
    POLL_NOT_FOUND(404, "There is no such poll.");

    private final int status;
    private final String title;

    PollProblem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    static Problem notFound(UUID id) {
        return Problem.of(POLL_NOT_FOUND, "There is no poll %s.".formatted(id));
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public int status() {
        return status;
    }
}
