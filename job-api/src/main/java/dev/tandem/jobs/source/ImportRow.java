package dev.tandem.jobs.source;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What became of one row of an import.
@Schema(name = "ImportRow")
record ImportRow(
        @Schema(description = "The line that it begins on, from 1.") long line,
        Outcome outcome,
        @Nullable String name,
        @Nullable Provider provider,
        @Nullable String board,
        @Schema(description = "The source that was added, or that reads the board already.") @Nullable UUID source,
        @Schema(description = "What there is to say about it, as a sentence.") @Nullable String message) {

    /// Whether a row was taken.
    @Schema(name = "ImportOutcome")
    enum Outcome {
        ADDED,
        /// The board is polled already.
        EXISTS,
        /// An earlier row names the same board.
        DUPLICATE,
        /// It names no board.
        REFUSED
    }

    static ImportRow refused(long line, String message) {
        return new ImportRow(line, Outcome.REFUSED, null, null, null, null, message);
    }

    static ImportRow of(WantedRow row, Outcome outcome, @Nullable UUID source, @Nullable String message) {
        var board = row.board();
        return new ImportRow(row.line(), outcome, row.name(), board.provider(), board.token(), source, message);
    }
}
