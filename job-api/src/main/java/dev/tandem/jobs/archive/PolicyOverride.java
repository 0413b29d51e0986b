package dev.tandem.jobs.archive;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What one source has different from the usual policy; null is as usual. See [ArchivePolicy] for what each means.
@Schema(name = "ArchivePolicy", description = "What is absent is as for all sources; `{}` changes nothing.")
@RegisterForReflection
public record PolicyOverride(
        @Schema(description = "How many complete listings in a row must lack a posting.") @Nullable Integer misses,
        @Schema(description = "How long it must have been missing, at least.", examples = "PT6H")
                @Nullable Duration after,
        @Schema(description = "The longest that past returns may stretch this to.") @Nullable Duration atMost,
        @Nullable Double perReturn,
        @Nullable Double perBoardReturn,
        @Nullable Duration memory,
        @Nullable Double drop,
        @Nullable Duration dropFor,
        @Nullable Duration emptyFor) {

    /// The usual policy with this changed.
    ///
    /// @throws IllegalArgumentException saying which figure is none that a policy can have
    public ArchivePolicy over(ArchivePolicy usual) {
        return new ArchivePolicy(
                Objects.requireNonNullElse(misses, usual.misses()),
                Objects.requireNonNullElse(after, usual.after()),
                Objects.requireNonNullElse(atMost, usual.atMost()),
                Objects.requireNonNullElse(perReturn, usual.perReturn()),
                Objects.requireNonNullElse(perBoardReturn, usual.perBoardReturn()),
                Objects.requireNonNullElse(memory, usual.memory()),
                Objects.requireNonNullElse(drop, usual.drop()),
                Objects.requireNonNullElse(dropFor, usual.dropFor()),
                Objects.requireNonNullElse(emptyFor, usual.emptyFor()));
    }
}
