package dev.tandem.jobs.posting;

import dev.tandem.common.page.Cursor;
import dev.tandem.common.problem.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a caller looks for among the postings.
///
/// @param words all of which a title or company must hold, each from its beginning on; null for any
/// @param statuses never empty
/// @param source null for all
/// @param remote true for remote work only, false for all other; null for any
/// @param withFiltered whether to list what the filter hides, too
/// @param after the last row of the page before
public record PostingQuery(
        @Nullable String words,
        Set<PostingStatus> statuses,
        @Nullable UUID source,
        @Nullable Boolean remote,
        boolean withFiltered,
        @Nullable Place after) {

    private static final int LONGEST = 200;
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    /// A row's place in the order: newest first, then by id.
    public record Place(Instant publishedAt, UUID id) {}

    public PostingQuery {
        statuses = Set.copyOf(statuses);
    }

    /// @throws Problem naming the parameter that can't be read
    public static PostingQuery parse(
            @Nullable String q,
            List<String> status,
            @Nullable String source,
            @Nullable String remote,
            @Nullable String filtered,
            @Nullable String cursor) {
        return new PostingQuery(
                words(q),
                statuses(status),
                id(source),
                flag("remote", remote),
                Boolean.TRUE.equals(flag("filtered", filtered)),
                place(cursor));
    }

    /// A query in PostgreSQL's own language. Only letters and digits get into it, so that nothing in it is an operator
    /// but ours.
    private static @Nullable String words(@Nullable String q) {
        if (q == null || q.isBlank()) {
            return null;
        }
        if (q.length() > LONGEST) {
            throw Problem.invalid("q", "has at most %d characters.".formatted(LONGEST));
        }
        var words =
                Arrays.stream(NO_WORD.split(q.toLowerCase(Locale.ROOT)))
                        .filter(word -> !word.isEmpty())
                        .map(word -> word + ":*")
                        .collect(Collectors.joining(" & "));
        if (words.isEmpty()) {
            throw Problem.invalid("q", "holds no letter or digit to look for.");
        }
        return words;
    }

    private static Set<PostingStatus> statuses(List<String> names) {
        var given =
                names.stream()
                        .flatMap(name -> Arrays.stream(name.split(",")))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .map(PostingQuery::status)
                        .collect(Collectors.toSet());
        return given.isEmpty() ? EnumSet.complementOf(EnumSet.of(PostingStatus.ARCHIVED)) : given;
    }

    private static PostingStatus status(String name) {
        try {
            return PostingStatus.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw Problem.invalid("status", "is one of NEW, SAVED, APPLIED, ARCHIVED.");
        }
    }

    private static @Nullable UUID id(@Nullable String source) {
        try {
            return source == null || source.isBlank() ? null : UUID.fromString(source.strip());
        } catch (IllegalArgumentException malformed) {
            throw Problem.invalid("source", "is not the id of a source.");
        }
    }

    private static @Nullable Boolean flag(String parameter, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Problem.invalid(parameter, "is either true or false.");
        };
    }

    private static @Nullable Place place(@Nullable String cursor) {
        var parts = Cursor.decode(cursor, 2);
        try {
            return parts == null
                    ? null
                    : new Place(Instant.parse(parts.parts().getFirst()), UUID.fromString(parts.parts().getLast()));
        } catch (DateTimeException | IllegalArgumentException foreign) {
            throw Cursor.invalid();
        }
    }
}
