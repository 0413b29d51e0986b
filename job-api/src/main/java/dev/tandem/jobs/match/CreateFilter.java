package dev.tandem.jobs.match;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// A filter to keep.
record CreateFilter(
        @NotBlank(message = "is missing.") @Size(max = 100, message = "has at most 100 characters.")
                @Nullable String name,
        @NotNull(message = "is missing.") @Valid @Nullable Criteria criteria) {}
