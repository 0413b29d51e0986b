package dev.tandem.jobs.health;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Whether a board is still there. Each poll's [Sighting] leads from one state to the next; what is unclear leads
/// nowhere, because a provider's bad day is no evidence.
public sealed interface BoardHealth {

    /// Why a board is not well.
    enum Reason {
        UNKNOWN_BOARD,
        MOVED,
        EMPTY
    }

    /// The names by which callers and the database know the states.
    enum State {
        ACTIVE,
        SUSPECT,
        GONE
    }

    BoardHealth FINE = new Active(0, null);

    State state();

    /// What a poll makes of it.
    ///
    /// @param at when the poll began
    /// @param lastSuccess when the last poll began that read the whole board, null when none has
    BoardHealth seen(Sighting sighting, Instant at, @Nullable Instant lastSuccess, HealthConfig rules);

    /// Whether a poll that begins now looks at the board.
    ///
    /// @param lastAttempt when the last poll began that did, null when none has
    default boolean isDue(@Nullable Instant lastAttempt, Instant now, HealthConfig rules) {
        return true;
    }

    /// Nothing is wrong.
    ///
    /// @param empties how often in a row it was found empty
    /// @param lastEmptyAt when that last counted
    record Active(int empties, @Nullable Instant lastEmptyAt) implements BoardHealth {

        @Override
        public State state() {
            return State.ACTIVE;
        }

        @Override
        public BoardHealth seen(Sighting sighting, Instant at, @Nullable Instant lastSuccess, HealthConfig rules) {
            return switch (sighting) {
                case Sighting.Listed listed -> FINE;
                case Sighting.Empty empty -> empty(at, rules);
                case Sighting.Unknown unknown -> new Suspect(at, Reason.UNKNOWN_BOARD, 1, at);
                case Sighting.Away away -> new Suspect(at, Reason.MOVED, 1, at);
                case Sighting.Unclear unclear -> this;
            };
        }

        private BoardHealth empty(Instant at, HealthConfig rules) {
            if (!counts(lastEmptyAt, at, rules)) {
                return this;
            }
            return empties + 1 < rules.empties()
                    ? new Active(empties + 1, at)
                    : new Suspect(at, Reason.EMPTY, empties + 1, at);
        }
    }

    /// Something is wrong, which may pass.
    ///
    /// @param strikes how often it was found so
    /// @param lastStrikeAt when that last counted
    record Suspect(Instant since, Reason reason, int strikes, Instant lastStrikeAt) implements BoardHealth {

        @Override
        public State state() {
            return State.SUSPECT;
        }

        @Override
        public BoardHealth seen(Sighting sighting, Instant at, @Nullable Instant lastSuccess, HealthConfig rules) {
            return switch (sighting) {
                case Sighting.Listed listed -> FINE;
                case Sighting.Empty empty -> reason == Reason.EMPTY ? this : new Active(1, at);
                case Sighting.Unknown unknown -> missing(Reason.UNKNOWN_BOARD, at, lastSuccess, rules);
                case Sighting.Away away -> missing(Reason.MOVED, at, lastSuccess, rules);
                case Sighting.Unclear unclear -> this;
            };
        }

        private BoardHealth missing(Reason now, Instant at, @Nullable Instant lastSuccess, HealthConfig rules) {
            if (reason == Reason.EMPTY) {
                return new Suspect(since, now, 1, at);
            }
            if (!counts(lastStrikeAt, at, rules)) {
                return this;
            }
            var fresh = lastSuccess != null && Duration.between(lastSuccess, at).compareTo(rules.fresh()) < 0;
            var enough = fresh ? rules.strikesWhenFresh() : rules.strikes();
            return strikes + 1 < enough ? new Suspect(since, now, strikes + 1, at) : new Gone(at, now);
        }
    }

    /// It was found missing often enough. Polls look at it from time to time.
    record Gone(Instant since, Reason reason) implements BoardHealth {

        @Override
        public State state() {
            return State.GONE;
        }

        @Override
        public BoardHealth seen(Sighting sighting, Instant at, @Nullable Instant lastSuccess, HealthConfig rules) {
            return switch (sighting) {
                case Sighting.Listed listed -> FINE;
                case Sighting.Empty empty -> new Active(1, at);
                case Sighting.Unknown unknown -> this;
                case Sighting.Away away -> this;
                case Sighting.Unclear unclear -> this;
            };
        }

        @Override
        public boolean isDue(@Nullable Instant lastAttempt, Instant now, HealthConfig rules) {
            return lastAttempt == null || Duration.between(lastAttempt, now).compareTo(rules.lookAtGoneEvery()) >= 0;
        }
    }

    private static boolean counts(@Nullable Instant last, Instant at, HealthConfig rules) {
        return last == null || Duration.between(last, at).compareTo(rules.apart()) >= 0;
    }
}
