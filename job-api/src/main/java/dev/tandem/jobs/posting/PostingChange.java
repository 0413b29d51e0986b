package dev.tandem.jobs.posting;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Something that a poll found about a posting that was known already.
@Schema(name = "PostingChange")
@RegisterForReflection
public record PostingChange(
        long id,
        @Schema(description = "When the poll began that found it.") Instant at,
        Kind kind,
        @Schema(
                        description =
                                "CHANGED: `from` and `to` by field, for the description nothing but its name."
                                        + " ARCHIVED: `reason` and `missingSince`.")
                Map<String, Object> details) {

    /// What has happened.
    public enum Kind {
        CHANGED,
        ARCHIVED,
        REOPENED
    }
}
