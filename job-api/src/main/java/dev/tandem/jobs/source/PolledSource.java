package dev.tandem.jobs.source;

import dev.tandem.jobs.archive.ArchivePolicy;
import dev.tandem.jobs.archive.BoardPast;
import dev.tandem.jobs.archive.PolicyOverride;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A source as a poll takes it up.
///
/// @param token the board's token as it is stored; [#board] checks it again
/// @param lastSuccessAt the start of the last poll that read the whole board, null when none has
/// @param past what that poll and those before it found out about the board
/// @param ownPolicy what is different from the usual policy, null when nothing is
/// @param standing how it stands with the board, apart from its postings
public record PolledSource(
        UUID id,
        String tenant,
        String name,
        Provider provider,
        String token,
        @Nullable Instant lastSuccessAt,
        BoardPast past,
        @Nullable PolicyOverride ownPolicy,
        Standing standing) {

    /// @throws IllegalArgumentException when the stored token is no longer one that a fetcher may use
    public Board board() {
        return new Board(provider, token);
    }

    /// Whether the board is known to exist, because it has listed postings.
    public boolean hasListed() {
        return past.sizes().stream().anyMatch(size -> size > 0);
    }

    /// When this source's postings count as closed.
    public ArchivePolicy policy(ArchivePolicy usual) {
        return ownPolicy == null ? usual : ownPolicy.over(usual);
    }
}
