package dev.tandem.jobs.source;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A board to poll from now on.
@Schema(requiredProperties = {"name", "board"})
record CreateSource(
        @Schema(description = "What people call it.", examples = "Acme")
                @NotBlank(message = "is missing.")
                @Size(max = CreateSource.LONGEST_NAME, message = "has at most {max} characters.")
                @Nullable String name,
        @Schema(description = "Who publishes the board. May be left out where `board` is an address, which tells.")
                @Nullable Provider provider,
        @Schema(
                        description =
                                "The careers page's address, or the provider's own token: `acme`; `eu:acme` on Lever's"
                                        + " European host; `tenant|pod|site` at Workday; the page's address for JSON_LD.",
                        examples = "https://jobs.ashbyhq.com/acme")
                @NotBlank(message = "is missing.")
                @Nullable String board,
        @Schema(description = "Whether polls read it.", defaultValue = "true") @Nullable Boolean enabled) {

    static final int LONGEST_NAME = 200;

    /// Whether the provider is to be found out.
    boolean isBareAddress() {
        return provider == null
                && board != null
                && board.contains(".")
                && (board.contains("/") || board.contains("://"));
    }
}
