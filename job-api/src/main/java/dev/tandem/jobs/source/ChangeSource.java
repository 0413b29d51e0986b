package dev.tandem.jobs.source;

import dev.tandem.jobs.archive.PolicyOverride;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What is to change about a source; what is absent or null stays.
record ChangeSource(
        @Size(max = CreateSource.LONGEST_NAME, message = "has at most {max} characters.")
                @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank.")
                @Nullable String name,
        @Schema(description = "Where the board has moved to, at the same provider. Its postings go on.")
                @Nullable String board,
        @Nullable Boolean enabled,
        @Schema(
                        description = "How long scheduled polls leave it alone after an attempt; PT0S: not at all.",
                        examples = "P1D")
                @Nullable Duration pollEvery,
        @Schema(description = "When its postings count as closed, where that differs from other sources.")
                @Nullable PolicyOverride archive) {}
