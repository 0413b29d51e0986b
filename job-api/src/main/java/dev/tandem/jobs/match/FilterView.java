package dev.tandem.jobs.match;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A filter as its owner sees it.
@Schema(name = "Filter")
public record FilterView(
        UUID id, String name, Criteria criteria, Instant createdAt, Evaluation evaluation, long matches) {

    /// How far it is that what was stored before is judged by these criteria.
    @Schema(name = "FilterEvaluation")
    @RegisterForReflection
    public record Evaluation(
            @Schema(description = "Whether all is judged; until then there may be matches of the criteria before.")
                    boolean done,
            int judged,
            int of) {}
}
