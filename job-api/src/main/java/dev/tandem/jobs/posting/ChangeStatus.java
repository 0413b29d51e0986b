package dev.tandem.jobs.posting;

import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What the user says about a posting.
record ChangeStatus(
        @Schema(
                        description =
                                "SAVED, APPLIED and ARCHIVED keep the posting from any change by a poll; NEW gives it"
                                        + " back.")
                @NotNull(message = "is missing.")
                @Nullable PostingStatus status) {}
