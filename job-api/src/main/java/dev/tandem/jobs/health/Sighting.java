package dev.tandem.jobs.health;

/// What one poll saw of a board, as far as it tells whether the board is still there.
public sealed interface Sighting {

    /// The board answered with postings.
    record Listed() implements Sighting {}

    /// The board answered, and there is nothing on it. Some providers say the same of boards that they don't know.
    record Empty() implements Sighting {}

    /// The provider says that there is no such board.
    record Unknown() implements Sighting {}

    /// The board's address leads somewhere else.
    record Away() implements Sighting {}

    /// Trouble that says nothing about the board: a slow host, a refusal, a fault of ours.
    record Unclear() implements Sighting {}

    Sighting LISTED = new Listed();
    Sighting EMPTY = new Empty();
    Sighting UNKNOWN = new Unknown();
    Sighting AWAY = new Away();
    Sighting UNCLEAR = new Unclear();
}
