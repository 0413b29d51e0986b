package dev.tandem.jobs.source;

import dev.tandem.jobs.archive.PolicyOverride;
import dev.tandem.jobs.health.BoardHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A source as callers see it.
@Schema(name = "Source")
public record SourceView(
        UUID id,
        String name,
        Provider provider,
        @Schema(description = "As the provider knows it.") String board,
        boolean enabled,
        @Schema(description = "When its postings count as closed, where that differs from other sources.")
                @Nullable PolicyOverride archive,
        @Schema(description = "How long scheduled polls leave it alone after an attempt.") @Nullable Duration pollEvery,
        @Schema(description = "When the last poll that tried to read the board began.") @Nullable Instant lastAttemptAt,
        @Schema(description = "When the last poll that read the whole board began.") @Nullable Instant lastSuccessAt,
        @Schema(description = "When the last poll began that was given at least one posting.")
                @Nullable Instant lastListingAt,
        @Schema(description = "How many postings it lists, on average over the last polls.")
                @Nullable Long averageListed,
        @Schema(description = "How long a poll of it takes, on average over the last ones.")
                @Nullable Long averageMillis,
        @Schema(description = "What the provider calls it, where it tells.") @Nullable String boardName,
        @Schema(description = "ACTIVE, SUSPECT or GONE. Polls look at a board that is gone once a day.")
                BoardHealth.State health,
        @Schema(description = "Why it is not ACTIVE.") BoardHealth.@Nullable Reason healthReason,
        @Schema(description = "Since when it is not ACTIVE.") @Nullable Instant healthSince,
        @Schema(description = "The address that it seems to have moved to.") @Nullable String movedTo,
        @Schema(description = "What a person should look at, as sentences.") List<String> notes) {

    static SourceView from(Source source, @Nullable PolicyOverride archive) {
        return new SourceView(
                source.id,
                source.name,
                source.provider,
                source.board,
                source.enabled,
                archive,
                source.pollEveryMillis == null ? null : Duration.ofMillis(source.pollEveryMillis),
                source.lastAttemptAt,
                source.lastSuccessAt,
                source.lastListingAt,
                source.averageListed == null ? null : Math.round(source.averageListed),
                source.averageMillis == null ? null : Math.round(source.averageMillis),
                source.boardName,
                source.health,
                source.healthReason,
                source.healthSince,
                source.movedTo,
                notes(source));
    }

    private static List<String> notes(Source source) {
        var notes = new ArrayList<String>();
        if (source.boardName != null && !CompanyName.alike(source.boardName, source.name)) {
            notes.add("The provider calls this board \"%s\".".formatted(source.boardName));
        }
        if (source.healthReason != null) {
            notes.add(
                    switch (source.healthReason) {
                        case UNKNOWN_BOARD -> "The provider says that it has no such board.";
                        case MOVED -> "The board's address leads somewhere else.";
                        case EMPTY -> "The board has been found empty several times.";
                    });
        }
        if (source.movedTo != null) {
            notes.add("It seems to have moved to %s.".formatted(source.movedTo));
        }
        return notes;
    }
}
