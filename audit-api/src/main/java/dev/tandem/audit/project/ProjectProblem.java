package dev.tandem.audit.project;

import dev.tandem.common.problem.Problem;
import dev.tandem.common.problem.ProblemCode;
import java.util.UUID;

/// Why a request about projects is refused.
public enum ProjectProblem implements ProblemCode {
    PROJECT_NOT_FOUND(404, "There is no such project."),
    PROJECT_NAME_TAKEN(409, "There is a project of this name already."),
    PROJECT_IN_USE(409, "The project has scans.");

    private final int status;
    private final String title;

    ProjectProblem(int status, String title) {
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

    /// The same answer for a project of another tenant as for one that never was.
    static Problem notFound(UUID id) {
        return Problem.of(PROJECT_NOT_FOUND, "There is no project " + id + ".");
    }

    /// For requests that name a project among other things.
    public static Problem unknown(UUID id) {
        return Problem.invalid("projectId", "names no project: there is no project " + id + ".");
    }
}
