package dev.tandem.jobs.source;

import dev.tandem.common.problem.Problem;
import dev.tandem.common.problem.ProblemCode;
import java.util.UUID;

/// Why a request about sources is refused.
enum SourceProblem implements ProblemCode {
    SOURCE_NOT_FOUND(404, "There is no such source."),
    SOURCE_EXISTS(409, "This board is polled already.");

    private final int status;
    private final String title;

    SourceProblem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    static Problem notFound(UUID id) {
        return Problem.of(SOURCE_NOT_FOUND, "There is no source %s.".formatted(id));
    }

    static Problem exists(Board board) {
        return Problem.of(
                SOURCE_EXISTS,
                "Another source reads the board \"%s\" of %s.".formatted(board.token(), board.provider()));
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
