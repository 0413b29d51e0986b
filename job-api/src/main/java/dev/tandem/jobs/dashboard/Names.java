package dev.tandem.jobs.dashboard;

import dev.tandem.jobs.health.BoardHealth;
import dev.tandem.jobs.listing.Workplace;
import dev.tandem.jobs.posting.PostingStatus;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What people call the things that the API has codes for.
final class Names {

    private static final Map<String, String> PROVIDERS =
            Map.of(
                    "GREENHOUSE", "Greenhouse",
                    "LEVER", "Lever",
                    "ASHBY", "Ashby",
                    "WORKDAY", "Workday",
                    "SMARTRECRUITERS", "SmartRecruiters",
                    "JSON_LD", "Any page with JSON-LD");

    private Names() {}

    static String provider(String code) {
        return PROVIDERS.getOrDefault(code, code);
    }

    static String status(PostingStatus status) {
        return switch (status) {
            case NEW -> "New";
            case SAVED -> "Saved";
            case APPLIED -> "Applied";
            case ARCHIVED -> "Archived";
        };
    }

    /// Empty for a board with which nothing is wrong.
    static String health(BoardHealth.State state) {
        return switch (state) {
            case ACTIVE -> "";
            case SUSPECT -> "Suspect";
            case GONE -> "Gone";
        };
    }

    /// `12 details to come, 30 read, 1 failed`; what is none is left out.
    static String details(int due, int read, int failed) {
        return Stream.of(part(due, "%d details to come"), part(read, "%d read"), part(failed, "%d failed"))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String part(int count, String sentence) {
        return count == 0 ? "" : sentence.formatted(count);
    }

    static String workplace(Workplace workplace) {
        return switch (workplace) {
            case REMOTE -> "Remote";
            case HYBRID -> "Hybrid";
            case ON_SITE -> "On site";
        };
    }

    /// `640 ms` or `4.2 s`.
    static String duration(long millis) {
        return millis < 1000 ? millis + " ms" : "%.1f s".formatted(millis / 1000.0);
    }
}
