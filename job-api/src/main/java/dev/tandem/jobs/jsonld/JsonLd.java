package dev.tandem.jobs.jsonld;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tandem.jobs.fetch.Fields;
import dev.tandem.jobs.listing.Mojibake;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/// Reads JSON-LD objects the way pages write them: keys in any case and with or without a prefix, one value or a list
/// of them, an object or only a reference to one elsewhere on the page.
///
/// @param byId the page's objects that others refer to
record JsonLd(Map<String, JsonNode> byId) {

    /// A property, resolved when it is a reference. Missing, null and empty lists are all a missing node.
    JsonNode get(JsonNode object, String property) {
        return all(object, property).findFirst().orElse(MissingNode.getInstance());
    }

    /// All values of a property, in their order.
    Stream<JsonNode> all(JsonNode object, String property) {
        return values(raw(object, property)).map(this::resolved);
    }

    /// The first text among several properties; of an object, its name stands for it.
    @Nullable String text(JsonNode object, String... properties) {
        return Stream.of(properties)
                .flatMap(property -> all(object, property))
                .map(this::textOf)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /// The text of a value, or the name of an object; on one line.
    @Nullable String textOf(JsonNode value) {
        if (value.isObject()) {
            return text(value, "name", "@value");
        }
        var text = Fields.text(value);
        return text == null
                ? null
                : Mojibake.repaired(Parser.unescapeEntities(text, false)).replaceAll("\\s+", " ").strip();
    }

    /// Whether an object is of a type, however the type is written: `JobPosting`, `schema:JobPosting`,
    /// `https://schema.org/JobPosting`, or one of several.
    boolean is(JsonNode object, String type) {
        return values(raw(object, "@type"))
                .map(Fields::text)
                .filter(Objects::nonNull)
                .anyMatch(name -> localName(name).equalsIgnoreCase(type));
    }

    static String localName(String name) {
        return name.substring(
                Math.max(Math.max(name.lastIndexOf('/'), name.lastIndexOf('#')), name.lastIndexOf(':')) + 1);
    }

    private JsonNode resolved(JsonNode value) {
        if (value.isObject() && value.size() == 1 && value.has("@id")) {
            return byId.getOrDefault(value.path("@id").asText(), value);
        }
        return value;
    }

    private static Stream<JsonNode> values(JsonNode value) {
        if (value.isArray()) {
            return value.valueStream().flatMap(JsonLd::values);
        }
        if (value.isObject() && value.has("@list")) {
            return values(value.path("@list"));
        }
        return value.isMissingNode() || value.isNull() ? Stream.empty() : Stream.of(value);
    }

    private static JsonNode raw(JsonNode object, String property) {
        var exact = object.path(property);
        if (!exact.isMissingNode() || !object.isObject()) {
            return exact;
        }
        var wanted = property.toLowerCase(Locale.ROOT);
        return object.propertyStream()
                .filter(entry -> key(entry.getKey()).equals(wanted))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(exact);
    }

    private static String key(String key) {
        var lower = key.toLowerCase(Locale.ROOT);
        return lower.startsWith("@") ? lower : localName(lower);
    }
}
