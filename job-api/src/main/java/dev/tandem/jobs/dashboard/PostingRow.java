package dev.tandem.jobs.dashboard;

import dev.tandem.jobs.listing.PostingLocation;
import dev.tandem.jobs.posting.PostingView;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A posting in the list.
///
/// @param place company, places and workplace in one line
/// @param date when it was published, or else first seen
/// @param statuses to choose from
/// @param match how well it fits the chosen filter, and why; null without one
record PostingRow(
        UUID id,
        String title,
        String url,
        String place,
        String board,
        @Nullable Moment date,
        List<Choice> statuses,
        @Nullable String match) {

    private static final int MOST_PLACES = 3;

    static PostingRow from(PostingView posting, boolean byFilter) {
        return new PostingRow(
                posting.id(),
                posting.title(),
                posting.url(),
                place(posting),
                posting.sourceName(),
                Moment.of(posting.postedAt() == null ? posting.firstSeenAt() : posting.postedAt()),
                Choice.of(posting.status()),
                byFilter ? "%d of 100. %s".formatted(posting.score(), String.join(" ", posting.matchReasons())) : null);
    }

    private static String place(PostingView posting) {
        var workplace = posting.workplace() == null ? null : Names.workplace(posting.workplace());
        return Stream.of(posting.company(), places(posting.locations()), workplace)
                .filter(part -> part != null && !part.isBlank())
                .collect(Collectors.joining(" · "));
    }

    private static String places(List<PostingLocation> locations) {
        var names = locations.stream().map(PostingLocation::name).distinct().toList();
        var text = names.stream().limit(MOST_PLACES).collect(Collectors.joining("; "));
        return names.size() > MOST_PLACES ? text + " and " + (names.size() - MOST_PLACES) + " more" : text;
    }
}
