package dev.tandem.jobs.client;

import dev.tandem.common.async.Blocking;
import dev.tandem.jobs.listing.FetchException;
import dev.tandem.jobs.listing.FetchFailure;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a host answered.
///
/// @param uri the address that answered, after redirects
public record Answer(URI uri, boolean redirected, int status, Headers headers, Body body) {

    // Below this, handing the work to another thread costs more than the work.
    private static final int SMALL_BODY = 16 * 1024;

    /// Those that we look at, as sent; null when they were not.
    ///
    /// @param location where a redirect leads
    /// @param retryAfter when to come back
    record Headers(
            @Nullable String contentType,
            @Nullable String location,
            @Nullable String retryAfter,
            @Nullable String etag,
            @Nullable String lastModified) {}

    Answer afterRedirect() {
        return new Answer(uri, true, status, headers, body);
    }

    public @Nullable String contentType() {
        return headers.contentType();
    }

    boolean isRedirect() {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }

    boolean isPermanentRedirect() {
        return status == 301 || status == 308;
    }

    /// Whether the host asks to be asked less.
    boolean isTooMuch() {
        return status == 429 || status == 503;
    }

    /// How long the host wants to be left alone (RFC 9110 section 10.2.3: seconds or a date); empty when it doesn't
    /// say.
    Optional<Duration> pause(Instant now) {
        var retryAfter = headers.retryAfter();
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

    /// The media type in lower case without parameters; empty when none was sent.
    public String mediaType() {
        var contentType = headers.contentType();
        return contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    boolean isJson() {
        var type = mediaType();
        return type.equals("application/json") || type.equals("text/json") || type.endsWith("+json");
    }

    /// Runs work here when the body is short and on another thread when it is long.
    public <T> Uni<T> offLoop(Supplier<T> work) {
        return body.length() < SMALL_BODY ? Uni.createFrom().item(work) : Blocking.call(work::get);
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
