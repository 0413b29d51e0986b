package dev.tandem.jobs.poll;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A poll as callers see it.
@Schema(name = "Poll")
@RegisterForReflection
public record PollView(
        UUID id,
        PollState state,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Schema(description = "When it was due by the schedule; null when somebody began it by hand.")
                @Nullable Instant scheduledFor,
        PollSummary.Totals totals,
        @Schema(description = "Finished sources, in the order in which they were; empty in the list of polls.")
                List<SourceOutcome> sources,
        @Schema(description = "Why the poll itself failed.") SourceOutcome.@Nullable Reason error) {

    static PollView of(
            UUID id,
            PollState state,
            Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable Instant scheduledFor,
            PollSummary summary) {
        return new PollView(
                id, state, startedAt, finishedAt, scheduledFor, summary.totals(), summary.sources(), summary.error());
    }
}
