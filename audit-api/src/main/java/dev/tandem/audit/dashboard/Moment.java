package dev.tandem.audit.dashboard;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A point in time for machines and for people.
///
/// @param iso for the `datetime` attribute
/// @param text such as `22 Nov 2026, 03:21 UTC`
record Moment(String iso, String text) {

    private static final DateTimeFormatter TEXT =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    static @Nullable Moment of(@Nullable Instant instant) {
        return instant == null ? null : new Moment(instant.toString(), TEXT.format(instant));
    }
}
