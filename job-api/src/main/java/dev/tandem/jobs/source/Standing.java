package dev.tandem.jobs.source;

import dev.tandem.jobs.health.BoardHealth;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How it stands with a board, apart from its postings.
///
/// @param lastAttemptAt the start of the last poll that tried to read it
/// @param movedTo the address that it seems to have moved to
/// @param pollEvery how long scheduled polls leave it alone after an attempt
/// @param averages null before the first poll
public record Standing(
        BoardHealth health,
        @Nullable Instant lastAttemptAt,
        @Nullable String movedTo,
        @Nullable Duration pollEvery,
        @Nullable Averages averages) {

    public static final Standing NEW = new Standing(BoardHealth.FINE, null, null, null, null);

    // A poll that begins a little early is no reason to skip a board until the next one.
    private static final Duration EARLY = Duration.ofMinutes(10);

    /// Whether a scheduled poll that begins now reads the board.
    public boolean isDueBySchedule(Instant now) {
        return pollEvery == null
                || lastAttemptAt == null
                || Duration.between(lastAttemptAt, now).compareTo(pollEvery.minus(EARLY)) >= 0;
    }
}
