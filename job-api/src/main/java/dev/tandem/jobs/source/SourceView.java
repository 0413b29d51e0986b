package dev.tandem.jobs.source;

import dev.tandem.jobs.archive.PolicyOverride;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A source as callers see it.
@Schema(name = "Source")
public record SourceView(
        UUID id,
        String name,
        Provider provider,
        @Schema(description = "As the provider knows it.") String board,
        boolean enabled,
        @Schema(description = "When its postings count as closed, where that differs from other sources.")
                @Nullable PolicyOverride archive,
        @Schema(description = "When the last poll that tried to read the board began.") @Nullable Instant lastAttemptAt,
        @Schema(description = "When the last poll that read the whole board began.") @Nullable Instant lastSuccessAt) {

    static SourceView from(Source source, @Nullable PolicyOverride archive) {
        return new SourceView(
                source.id,
                source.name,
                source.provider,
                source.board,
                source.enabled,
                archive,
                source.lastAttemptAt,
                source.lastSuccessAt);
    }
}
