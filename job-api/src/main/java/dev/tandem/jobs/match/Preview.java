package dev.tandem.jobs.match;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What a filter would find.
@Schema(name = "FilterPreview")
record Preview(
        @Schema(description = "How many of the newest postings were judged.") int judged,
        int matches,
        @Schema(description = "The best of them.") List<Sample> sample) {

    /// A posting that would match.
    @Schema(name = "FilterPreviewSample")
    @RegisterForReflection
    record Sample(UUID posting, String title, Fit fit) {}
}
