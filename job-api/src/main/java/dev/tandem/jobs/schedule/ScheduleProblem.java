package dev.tandem.jobs.schedule;

import dev.tandem.common.problem.Problem;
import dev.tandem.common.problem.ProblemCode;

/// Why a request about the schedule is refused.
enum ScheduleProblem implements ProblemCode {
    SCHEDULE_NOT_FOUND(404, "Polls don't begin by themselves.");

    private final int status;
    private final String title;

    ScheduleProblem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    static Problem none() {
        return Problem.of(SCHEDULE_NOT_FOUND, "No schedule is set.");
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
