package dev.tandem.jobs.listing;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the dates that pages give. A day without a time is taken at its start in UTC, and "03/04/2026", which is two
/// different days in two countries, is none.
public final class PostingDate {

    private static final Instant FIRST_BELIEVED = Instant.parse("2000-01-01T00:00:00Z");
    // Whoever is furthest east is a day ahead.
    private static final Duration AHEAD = Duration.ofDays(1);

    private static final List<Function<String, Instant>> FORMS =
            Stream.concat(
                            Stream.<Function<String, Instant>>of(
                                    text -> OffsetDateTime.parse(text).toInstant(),
                                    text ->
                                            OffsetDateTime.parse(
                                                            text,
                                                            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss[.SSS]Z"))
                                                    .toInstant(),
                                    text -> LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC),
                                    text ->
                                            OffsetDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                                    .toInstant()),
                            Stream.of(
                                            "yyyy-M-d",
                                            "yyyy/M/d",
                                            "yyyyMMdd",
                                            "d.M.yyyy",
                                            "MMMM d, yyyy",
                                            "MMM d, yyyy",
                                            "d MMMM yyyy",
                                            "d MMM yyyy",
                                            "d-MMM-yyyy")
                                    .map(PostingDate::day))
                    .toList();

    private PostingDate() {}

    /// @param now later dates are not believed, and neither are those before 2000
    /// @return null when the text is no such date
    public static @Nullable Instant read(@Nullable String text, Instant now) {
        if (text == null) {
            return null;
        }
        for (var form : FORMS) {
            try {
                var date = form.apply(text.strip());
                return date.isBefore(FIRST_BELIEVED) || date.isAfter(now.plus(AHEAD)) ? null : date;
            } catch (DateTimeException other) {
                // One of the other forms may fit.
                continue;
            }
        }
        return null;
    }

    private static Function<String, Instant> day(String pattern) {
        var formatter = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
        return text -> LocalDate.parse(text, formatter).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
