package dev.tandem.jobs.poll;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a poll has done so far.
///
/// @param sources in the order in which they were finished
/// @param error why the poll itself failed
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record PollSummary(Totals totals, List<SourceOutcome> sources, SourceOutcome.@Nullable Reason error) {

    static final PollSummary EMPTY = new PollSummary(Totals.over(0), List.of(), null);

    /// @param sources how many there are
    /// @param done how many of them are listed
    /// @param partial how many could be read in part only
    /// @param failed how many could not be read
    /// @param detailsDue postings whose details are still to come
    /// @param detailsRead postings whose details have been read
    /// @param detailsFailed postings whose details could not be had this time
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Totals(
            int sources,
            int done,
            int listed,
            int added,
            int changed,
            int archived,
            int reopened,
            int filtered,
            int partial,
            int failed,
            int detailsDue,
            int detailsRead,
            int detailsFailed) {

        static Totals over(int sources) {
            return new Totals(sources, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        }

        /// The same where one source's details have gone from one state to the next.
        Totals with(SourceOutcome before, SourceOutcome now) {
            return new Totals(
                    sources,
                    done,
                    listed,
                    added,
                    changed,
                    archived,
                    reopened,
                    filtered,
                    partial,
                    failed,
                    detailsDue + now.detailsDue() - before.detailsDue(),
                    detailsRead + now.detailsRead() - before.detailsRead(),
                    detailsFailed + now.detailsFailed() - before.detailsFailed());
        }

        Totals plus(SourceOutcome source) {
            return new Totals(
                    sources,
                    done + 1,
                    listed + source.listed(),
                    added + source.added(),
                    changed + source.changed(),
                    archived + source.archived(),
                    reopened + source.reopened(),
                    filtered + source.filtered(),
                    partial + (source.outcome() == SourceOutcome.Kind.PARTIAL ? 1 : 0),
                    failed + (source.outcome() == SourceOutcome.Kind.FAILED ? 1 : 0),
                    detailsDue + source.detailsDue(),
                    detailsRead + source.detailsRead(),
                    detailsFailed + source.detailsFailed());
        }
    }

    public PollSummary {
        sources = List.copyOf(sources);
    }

    static PollSummary over(int sources) {
        return new PollSummary(Totals.over(sources), List.of(), null);
    }

    PollSummary plus(List<SourceOutcome> finished) {
        var sum = totals;
        for (var source : finished) {
            sum = sum.plus(source);
        }
        var all = new ArrayList<>(sources);
        all.addAll(finished);
        return new PollSummary(sum, all, error);
    }

    /// The same without its sources, which are rows of their own in the database.
    PollSummary totalsOnly() {
        return with(List.of());
    }

    PollSummary with(List<SourceOutcome> others) {
        return new PollSummary(totals, others, error);
    }

    PollSummary failed(SourceOutcome.Reason why) {
        return new PollSummary(totals, sources, why);
    }
}
