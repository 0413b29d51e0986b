package dev.tandem.common.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON, or a part of it, in which tests look things up. A path is names with dots between them and numbers in
/// brackets, counted from 0, such as `items[0].id`; the empty path is the whole. A name that has a dot or a bracket in
/// it can't be reached.
///
/// Where something else is found than what is asked for, or nothing, the test fails with an AssertionError that shows
/// it all; only [#text] and [#has] know nothing as an answer.
public record Json(JsonNode node) {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    static Json read(String text) {
        try {
            var node = MAPPER.readTree(text);
            if (node.isMissingNode()) {
                throw new AssertionError("There is nothing where JSON was expected.");
            }
            return new Json(node);
        } catch (JsonProcessingException broken) {
            throw new AssertionError("This is not JSON: " + text, broken);
        }
    }

    static String write(Object content) {
        try {
            return MAPPER.writeValueAsString(content);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    /// Whether there is something other than JSON's null.
    public boolean has(String path) {
        var found = find(path);
        return !found.isMissingNode() && !found.isNull();
    }

    /// @return a text, or the text of a number or of a boolean; null when nothing is there, or JSON's null
    /// @throws AssertionError when it is an object or an array
    public @Nullable String text(String path) {
        var found = find(path);
        if (found.isContainerNode()) {
            throw otherwise("single value", path);
        }
        return has(path) ? found.asText() : null;
    }

    /// @return a text that has to be there; a number is none
    public String required(String path) {
        var found = find(path);
        if (!found.isTextual()) {
            throw otherwise("text", path);
        }
        return found.textValue();
    }

    /// @return a whole number that has to be there; a text is none
    public int number(String path) {
        var found = find(path);
        if (!found.isIntegralNumber() || !found.canConvertToInt()) {
            throw otherwise("whole number", path);
        }
        return found.intValue();
    }

    /// @return true or false, which has to be there
    public boolean flag(String path) {
        var found = find(path);
        if (!found.isBoolean()) {
            throw otherwise("boolean", path);
        }
        return found.booleanValue();
    }

    /// @return the texts of an array, in their order; each element has to be one
    public List<String> texts(String path) {
        return items(path).stream().map(item -> item.required("")).toList();
    }

    /// @return what the objects of an array have as their `field`, in their order; each has to have a text there
    public List<String> texts(String array, String field) {
        return items(array).stream().map(item -> item.required(field)).toList();
    }

    /// @return whatever is there, and be it JSON's null
    public Json at(String path) {
        var found = find(path);
        if (found.isMissingNode()) {
            throw otherwise("value", path);
        }
        return new Json(found);
    }

    /// @return the elements of an array, in their order
    public List<Json> items(String path) {
        var found = find(path);
        if (!found.isArray()) {
            throw otherwise("array", path);
        }
        return found.valueStream().map(Json::new).toList();
    }

    /// @return the first object of an array that has that text as its `field`
    public Json item(String array, String field, String value) {
        return items(array).stream()
                .filter(item -> value.equals(item.find(field).textValue()))
                .findFirst()
                .orElseThrow(() -> otherwise("object whose " + field + " is " + value, array));
    }

    /// @return the fields of an object as plain Java, such as String, Integer, Boolean, List and Map; a field that is
    ///   JSON's null is there, with null
    public Map<String, @Nullable Object> map(String path) {
        var found = find(path);
        if (!found.isObject()) {
            throw otherwise("object", path);
        }
        return MAPPER.convertValue(found, new TypeReference<>() {});
    }

    private JsonNode find(String path) {
        if (path.isEmpty()) {
            return node;
        }
        var names = path.replace("~", "~0").replace("/", "~1");
        return node.at("/" + names.replace('.', '/').replace('[', '/').replace("]", ""));
    }

    private AssertionError otherwise(String expected, String path) {
        return new AssertionError("There is no " + expected + " at '" + path + "' of " + node);
    }
}
