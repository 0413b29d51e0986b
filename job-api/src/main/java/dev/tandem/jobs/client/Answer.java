package dev.tandem.jobs.client;

import dev.tandem.jobs.listing.FetchException;
import dev.tandem.jobs.listing.FetchFailure;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a host answered.
///
/// @param uri the address that answered, after redirects
/// @param contentType as sent, null when it was not
/// @param location where a redirect leads, as sent
/// @param retryAfter when to come back, as sent
@SuppressWarnings("ArrayRecordComponent") // Never compared, and too large to copy.
public record Answer(
        URI uri,
        boolean redirected,
        int status,
        @Nullable String contentType,
        @Nullable String location,
        @Nullable String retryAfter,
        byte[] body) {

    Answer afterRedirect() {
        return new Answer(uri, true, status, contentType, location, retryAfter, body);
    }

    boolean isRedirect() {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }

    /// Whether the host asks to be asked less.
    boolean isTooMuch() {
        return status == 429 || status == 503;
    }

    /// How long the host wants to be left alone (RFC 9110 section 10.2.3: seconds or a date); empty when it doesn't
    /// say.
    Optional<Duration> pause(Instant now) {
        if (retryAfter == null) {
            return Optional.empty();
        }
        try {
            var text = retryAfter.strip();
            var pause =
                    text.matches("\\d{1,9}")
                            ? Duration.ofSeconds(Long.parseLong(text))
                            : Duration.between(
                                    now, ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
            return Optional.of(pause.isNegative() ? Duration.ZERO : pause);
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    /// Tells two answers apart, byte by byte.
    String fingerprint() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256.", impossible);
        }
    }

    /// The media type in lower case without parameters; empty when none was sent.
    public String mediaType() {
        return contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    boolean isJson() {
        var type = mediaType();
        return type.equals("application/json") || type.equals("text/json") || type.endsWith("+json");
    }

    /// @throws FetchException when the status is not one that carries what was asked for
    void requireSuccess() {
        var host = uri.getHost();
        switch (status) {
            case 200 -> {}
            // Workday says 422 where others say 404.
            case 404, 410, 422 ->
                    throw new FetchException(
                            FetchFailure.Code.UNKNOWN_BOARD,
                            "%s knows no such board (status %d).".formatted(host, status));
            case 401, 403 ->
                    throw new FetchException(
                            FetchFailure.Code.FORBIDDEN,
                            "%s refuses to answer us (status %d).".formatted(host, status));
            case 429 ->
                    throw new FetchException(
                            FetchFailure.Code.RATE_LIMITED, "%s asks us to slow down (status 429).".formatted(host));
            default ->
                    throw new FetchException(
                            status >= 500 ? FetchFailure.Code.SERVER_ERROR : FetchFailure.Code.UNEXPECTED_STATUS,
                            "%s answered with status %d instead of its postings.".formatted(host, status));
        }
    }
}
