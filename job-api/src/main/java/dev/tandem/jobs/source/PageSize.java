package dev.tandem.jobs.source;

import dev.tandem.common.problem.Problem;
import org.jspecify.annotations.Nullable;

/// How many items a page of a list holds.
public record PageSize(int items) {

    /// The most items that a page holds, which bounds what one request can make the service read.
    public static final int MOST = 200;

    private static final int USUAL = 50;

    /// @param limit the request's `limit`; null or blank for the usual size
    /// @throws Problem naming `limit` when it is no number from 1 to [#MOST]
    public static PageSize parse(@Nullable String limit) {
        if (limit == null || limit.isBlank()) {
            return new PageSize(USUAL);
        }
        try {
            var items = Integer.parseInt(limit.strip());
            if (items >= 1 && items <= MOST) {
                return new PageSize(items);
            }
        } catch (NumberFormatException notANumber) {
            // Answered below, like any other number that is none of ours.
        }
        throw Problem.invalid("limit", "must be a number from 1 to %d.".formatted(MOST));
    }

    /// One row more than the page holds, which tells whether there is a further page.
    public int rows() {
        return items + 1;
    }
}
