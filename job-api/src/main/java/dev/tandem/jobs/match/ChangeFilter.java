package dev.tandem.jobs.match;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What is to be different about a filter; what is null stays.
record ChangeFilter(
        @Size(min = 1, max = 100, message = "has 1 to 100 characters.") @Nullable String name,
        @Schema(description = "All of them; what is left out is no longer asked for.") @Valid
                @Nullable Criteria criteria) {}
