package dev.tandem.jobs.source;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A source as a poll takes it up.
///
/// @param token the board's token as it is stored; [#board] checks it again
/// @param lastSuccessAt the start of the last poll that read the whole board, null when none has
public record PolledSource(
        UUID id, String tenant, String name, Provider provider, String token, @Nullable Instant lastSuccessAt) {

    /// @throws IllegalArgumentException when the stored token is no longer one that a fetcher may use
    public Board board() {
        return new Board(provider, token);
    }
}
