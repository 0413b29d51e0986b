package dev.tandem.bench.jobs;

import java.util.Arrays;
import java.util.Locale;

/// The ways to poll that are compared.
enum Rung {
    /// One request after the other, one statement for each posting.
    SEQUENTIAL(1, false, false, false),
    /// Requests at the same time, but one thread that waits for a statement for each posting, as an event loop does
    /// whose handlers block.
    CONCURRENT(10, true, false, false),
    /// The same with one batch for each board.
    BATCHED(10, true, true, false),
    /// Ten threads with a connection each, and each reads its board's pages and details one after the other.
    OFFLOADED(10, false, true, true),
    /// job-api itself.
    OURS(10, true, true, true);

    private final int boardsAtOnce;
    private final boolean asksAtOnce;
    private final boolean writesBatches;
    private final boolean ownConnections;

    /// @param asksAtOnce whether a board's requests are made at the same time, as far as politeness allows
    /// @param ownConnections whether each board that is read has a database connection to itself
    Rung(int boardsAtOnce, boolean asksAtOnce, boolean writesBatches, boolean ownConnections) {
        this.boardsAtOnce = boardsAtOnce;
        this.asksAtOnce = asksAtOnce;
        this.writesBatches = writesBatches;
        this.ownConnections = ownConnections;
    }

    static Rung named(String word) {
        return Arrays.stream(values())
                .filter(rung -> rung.toString().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no rung \"" + word + "\"."));
    }

    int boardsAtOnce() {
        return boardsAtOnce;
    }

    boolean asksAtOnce() {
        return asksAtOnce;
    }

    boolean writesBatches() {
        return writesBatches;
    }

    boolean ownConnections() {
        return ownConnections;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
