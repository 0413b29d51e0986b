package dev.tandem.jobs.dashboard;

import dev.tandem.jobs.poll.PollState;
import dev.tandem.jobs.poll.PollSummary;
import dev.tandem.jobs.poll.PollView;
import org.jspecify.annotations.Nullable;

/// How far the newest poll is.
///
/// @param running the poll's id while it runs, else null
/// @param sentence for people
/// @param error why the poll itself failed
record PollReport(
        @Nullable String running, int done, int total, String sentence, @Nullable Moment when, @Nullable String error) {

    private static final PollReport NONE = new PollReport(null, 0, 0, "Nothing has been scanned yet.", null, null);

    static PollReport of(@Nullable PollView poll) {
        if (poll == null) {
            return NONE;
        }
        var totals = poll.totals();
        var error = poll.error();
        return new PollReport(
                poll.state() == PollState.RUNNING ? poll.id().toString() : null,
                totals.done(),
                totals.sources(),
                "%d of %d boards scanned, %d postings listed, %d new, %d changed, %d archived%s."
                        .formatted(
                                totals.done(),
                                totals.sources(),
                                totals.listed(),
                                totals.added(),
                                totals.changed(),
                                totals.archived(),
                                details(totals)),
                Moment.of(poll.startedAt()),
                error == null ? null : error.message());
    }

    private static String details(PollSummary.Totals totals) {
        var due = totals.detailsDue();
        return due == 0 ? "" : ", %d details to come".formatted(due);
    }
}
