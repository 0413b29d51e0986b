package dev.tandem.jobs.dashboard;

import dev.tandem.jobs.health.BoardHealth;
import dev.tandem.jobs.poll.SourceOutcome;
import dev.tandem.jobs.source.SourceView;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A board and what the newest poll made of it.
///
/// @param board as the provider knows it
/// @param word what became of it, and `css` the colour class that underlines the word
/// @param last null when the newest poll did not finish it
/// @param details how far its postings' details are, empty when there are none to read
/// @param health what is wrong with the board itself, empty when nothing is, and `healthCss` its colour class
/// @param notes what a person should look at
/// @param usual what it usually lists and how long that takes, empty before the first time
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
        String details,
        String health,
        String healthCss,
        List<String> notes,
        String usual,
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
                last == null ? "" : Names.details(last.detailsDue(), last.detailsRead(), last.detailsFailed()),
                Names.health(source.health()),
                source.health() == BoardHealth.State.GONE ? "bad" : "warn",
                source.notes(),
                usual(source),
                last == null ? "" : Names.duration(last.millis()),
                reason == null ? null : reason.message());
    }

    private static String usual(SourceView source) {
        var listed = source.averageListed();
        var millis = source.averageMillis();
        return listed == null || millis == null
                ? ""
                : "usually %d postings in %s".formatted(listed, Names.duration(millis));
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
