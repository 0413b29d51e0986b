package dev.tandem.jobs.source;

import dev.tandem.jobs.health.BoardHealth;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a poll writes down about a board.
///
/// @param token of the board that was polled
/// @param health as it is now
/// @param movedTo the address that the board seems to have moved to, null when it is where it was
/// @param listedSome whether the poll was given at least one posting
/// @param averages null when they are as before
public record BoardNote(
        UUID source,
        String token,
        BoardHealth health,
        @Nullable String movedTo,
        boolean listedSome,
        @Nullable Averages averages) {}
