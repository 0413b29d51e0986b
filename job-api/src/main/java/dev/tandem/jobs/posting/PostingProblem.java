package dev.tandem.jobs.posting;

import dev.tandem.common.problem.Problem;
import dev.tandem.common.problem.ProblemCode;
import java.util.UUID;

/// Why a request about postings is refused.
enum PostingProblem implements ProblemCode {
    POSTING_NOT_FOUND(404, "There is no such posting.");

    private final int status;
    private final String title;

    PostingProblem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    static Problem notFound(UUID id) {
        return Problem.of(POSTING_NOT_FOUND, "There is no posting %s.".formatted(id));
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
