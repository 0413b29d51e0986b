package dev.tandem.jobs.source;

import jakarta.validation.constraints.NotBlank;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A careers page whose board is to be found.
record RecognisePage(
        @Schema(examples = "https://example.com/careers") @NotBlank(message = "is missing.") @Nullable String url) {}
