package dev.tandem.jobs.fetch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.tandem.jobs.listing.FetchException;
import dev.tandem.jobs.listing.FetchFailure;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads single fields of what providers send. What is missing, empty or of the wrong type is null: one odd field is no
/// reason to lose a posting.
public final class Fields {

    private static final int LONGEST_NUMBER = 40;
    private static final Pattern UUID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private Fields() {}

    /// Text, or a number as text, without surrounding space.
    public static @Nullable String text(JsonNode object, String field) {
        return text(object.path(field));
    }

    public static @Nullable String text(JsonNode value) {
        if (!value.isTextual() && !value.isNumber()) {
            return null;
        }
        // strip() leaves no-break spaces, which titles end with more often than one would think.
        var text = value.asText().replace('\u00a0', ' ').strip();
        return text.isEmpty() ? null : text;
    }

    /// What tells a posting from others. A UUID in small letters (RFC 9562 section 4), because the same one in capitals
    /// is no other posting.
    public static @Nullable String id(JsonNode object, String field) {
        var id = text(object, field);
        return id != null && UUID.matcher(id).matches() ? id.toLowerCase(Locale.ROOT) : id;
    }

    /// Text on one line: runs of white space become one space.
    public static @Nullable String line(JsonNode object, String field) {
        var text = text(object, field);
        return text == null ? null : text.replaceAll("\\s+", " ");
    }

    /// A number, or a text that is one.
    public static @Nullable BigDecimal number(JsonNode object, String field) {
        var value = object.path(field);
        if (value.isNumber()) {
            return value.decimalValue();
        }
        try {
            var text = text(value);
            return text == null || text.length() > LONGEST_NUMBER ? null : new BigDecimal(text);
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    /// A point in time in ISO 8601 with its offset.
    public static @Nullable Instant instant(JsonNode object, String field) {
        var text = text(object, field);
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException odd) {
            return null;
        }
    }

    /// An absolute address on the web.
    public static @Nullable URI web(JsonNode object, String field) {
        return web(text(object, field));
    }

    public static @Nullable URI web(@Nullable String text) {
        try {
            var uri = text == null ? null : URI.create(text.replace(" ", "%20"));
            var web = uri != null && uri.getHost() != null && uri.getScheme().matches("(?i)https?");
            return web ? uri : null;
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    public static Stream<JsonNode> each(JsonNode array) {
        return array instanceof ArrayNode ? array.valueStream() : Stream.empty();
    }

    /// What is there of these, each once.
    public static List<String> present(@Nullable String... texts) {
        return Stream.of(texts).filter(Objects::nonNull).distinct().toList();
    }

    /// @throws FetchException unless the root holds this array, which every answer of the provider does
    public static JsonNode requiredArray(JsonNode root, String field) {
        if (!root.path(field).isArray()) {
            throw new FetchException(
                    FetchFailure.Code.MALFORMED, "The answer is JSON without the expected \"%s\".".formatted(field));
        }
        return root.path(field);
    }
}
