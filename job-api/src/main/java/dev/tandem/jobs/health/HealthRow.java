package dev.tandem.jobs.health;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A [BoardHealth] as the database keeps it.
///
/// @param since null while ACTIVE
/// @param strikes how often it was found empty while ACTIVE, missing or empty while SUSPECT
public record HealthRow(
        BoardHealth.State state,
        BoardHealth.@Nullable Reason reason,
        @Nullable Instant since,
        int strikes,
        @Nullable Instant strikeAt) {

    public static HealthRow of(BoardHealth health) {
        return switch (health) {
            case BoardHealth.Active active ->
                    new HealthRow(health.state(), null, null, active.empties(), active.lastEmptyAt());
            case BoardHealth.Suspect suspect ->
                    new HealthRow(
                            health.state(),
                            suspect.reason(),
                            suspect.since(),
                            suspect.strikes(),
                            suspect.lastStrikeAt());
            case BoardHealth.Gone gone -> new HealthRow(health.state(), gone.reason(), gone.since(), 0, null);
        };
    }

    public BoardHealth health() {
        return switch (state) {
            case ACTIVE -> new BoardHealth.Active(strikes, strikeAt);
            case SUSPECT ->
                    new BoardHealth.Suspect(
                            Objects.requireNonNull(since),
                            Objects.requireNonNull(reason),
                            strikes,
                            Objects.requireNonNull(strikeAt));
            case GONE -> new BoardHealth.Gone(Objects.requireNonNull(since), Objects.requireNonNull(reason));
        };
    }
}
