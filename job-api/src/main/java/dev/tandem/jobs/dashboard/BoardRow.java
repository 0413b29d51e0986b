package dev.tandem.jobs.dashboard;

import dev.tandem.jobs.poll.SourceOutcome;
import dev.tandem.jobs.source.SourceView;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A board and what the newest poll made of it.
///
/// @param board as the provider knows it
/// @param word what became of it, and `css` the colour class that underlines the word
/// @param last null when the newest poll did not finish it
/// @param time how long it took, empty without an outcome
/// @param error why it could not be read whole, null when it could
record BoardRow(
        UUID id,
        String name,
        String provider,
        String board,
        boolean enabled,
        String word,
        String css,
        @Nullable SourceOutcome last,
        String time,
        @Nullable String error) {

    static BoardRow of(SourceView source, @Nullable SourceOutcome last, boolean running) {
        var reason = last == null ? null : last.error();
        return new BoardRow(
                source.id(),
                source.name(),
                Names.provider(source.provider().name()),
                source.board(),
                source.enabled(),
                word(source, last, running),
                css(last),
                last,
                last == null ? "" : Names.duration(last.millis()),
                reason == null ? null : reason.message());
    }

    private static String word(SourceView source, @Nullable SourceOutcome last, boolean running) {
        if (last == null) {
            return !source.enabled() ? "Off" : running ? "Waiting" : "Not scanned yet";
        }
        return switch (last.outcome()) {
            case COMPLETE -> "Complete";
            case UNCHANGED -> "Unchanged";
            case PARTIAL -> "In part";
            case FAILED -> "Failed";
        };
    }

    private static String css(@Nullable SourceOutcome last) {
        if (last == null) {
            return "";
        }
        return switch (last.outcome()) {
            case COMPLETE, UNCHANGED -> "good";
            case PARTIAL -> "warn";
            case FAILED -> "bad";
        };
    }
}
