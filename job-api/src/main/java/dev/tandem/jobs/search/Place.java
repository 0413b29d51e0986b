package dev.tandem.jobs.search;

import dev.tandem.common.page.Cursor;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where a page ended, and among which postings: what is added later, and what was too old to be looked at, stays out
/// of the pages that follow.
///
/// @param points what the order goes by before time: relevance or score; 0 in the order of time
/// @param window null in the order of time, which needs none
record Place(int points, Moment moment, @Nullable Window window) {

    /// A posting's place in time: newest first, then by id.
    record Moment(Instant publishedAt, UUID id) {}

    /// The candidates that were looked at.
    ///
    /// @param oldest null when there are no older ones
    record Window(Moment newest, @Nullable Moment oldest) {}

    /// @return null when there is no cursor, which is the list's beginning
    static @Nullable Place parse(@Nullable String cursor, PostingQuery.Order order) {
        var decoded = Cursor.decode(cursor, order == PostingQuery.Order.NEWEST ? 2 : 7);
        if (decoded == null) {
            return null;
        }
        try {
            var parts = decoded.parts();
            if (order == PostingQuery.Order.NEWEST) {
                return new Place(0, moment(parts), null);
            }
            var oldest = parts.get(5).isEmpty() ? null : moment(parts.subList(5, 7));
            return new Place(
                    Integer.parseInt(parts.getFirst()),
                    moment(parts.subList(1, 3)),
                    new Window(moment(parts.subList(3, 5)), oldest));
        } catch (DateTimeException | IllegalArgumentException foreign) {
            throw Cursor.invalid();
        }
    }

    Cursor cursor() {
        if (window == null) {
            return Cursor.of(moment.publishedAt, moment.id);
        }
        var oldest = window.oldest;
        return Cursor.of(
                points,
                moment.publishedAt,
                moment.id,
                window.newest.publishedAt,
                window.newest.id,
                oldest == null ? "" : oldest.publishedAt,
                oldest == null ? "" : oldest.id);
    }

    private static Moment moment(List<String> parts) {
        return new Moment(Instant.parse(parts.get(0)), UUID.fromString(parts.get(1)));
    }
}
