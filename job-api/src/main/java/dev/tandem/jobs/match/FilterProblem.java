package dev.tandem.jobs.match;

import dev.tandem.common.problem.Problem;
import dev.tandem.common.problem.ProblemCode;
import java.util.UUID;

/// Why a request about filters is refused.
public enum FilterProblem implements ProblemCode {
    FILTER_NOT_FOUND(404, "There is no such filter."),
    WEBHOOK_NOT_FOUND(404, "The filter has no webhook."),
    TOO_MANY_FILTERS(409, "There are as many filters as one person may have.");

    private final int status;
    private final String title;

    FilterProblem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public static Problem notFound(UUID id) {
        return Problem.of(FILTER_NOT_FOUND, "There is no filter %s of yours.".formatted(id));
    }

    public static Problem noWebhook(UUID filter) {
        return Problem.of(WEBHOOK_NOT_FOUND, "There is no webhook of a filter %s of yours.".formatted(filter));
    }

    static Problem tooMany(int most) {
        return Problem.of(TOO_MANY_FILTERS, "You have %d filters; delete one first.".formatted(most)).limit(most);
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
