package dev.tandem.jobs.dashboard;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A point in time for machines and for people.
///
/// @param iso for the `datetime` attribute
/// @param day such as `22 Nov 2026`
/// @param text such as `22 Nov 2026, 03:21 UTC`
record Moment(String iso, String day, String text) {

    private static final DateTimeFormatter DAY = formatter("d MMM uuuu");
    private static final DateTimeFormatter TEXT = formatter("d MMM uuuu, HH:mm 'UTC'");

    static @Nullable Moment of(@Nullable Instant instant) {
        return instant == null ? null : new Moment(instant.toString(), DAY.format(instant), TEXT.format(instant));
    }

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }
}
