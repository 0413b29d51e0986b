package dev.tandem.jobs.jsonld;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The job postings of a page's JSON-LD, wherever they hang: at the top, in a graph, in a list, or as the main entity
/// of something else.
///
/// @param reader reads the postings' properties
/// @param postings in the page's order
/// @param linked how many postings a list on the page only links to
record JsonLdGraph(JsonLd reader, List<JsonNode> postings, int linked) {

    private static final int DEEPEST = 32;

    static JsonLdGraph of(List<JsonNode> values) {
        var walk = new Walk();
        values.forEach(value -> walk.visit(value, 0));
        return new JsonLdGraph(walk.reader, List.copyOf(walk.postings), walk.linked);
    }

    private static final class Walk {

        private final Map<String, JsonNode> byId = new HashMap<>();
        private final JsonLd reader = new JsonLd(byId);
        private final List<JsonNode> postings = new ArrayList<>();
        private int linked;

        void visit(JsonNode value, int depth) {
            if (depth > DEEPEST || !value.isContainerNode()) {
                return;
            }
            if (value.path("@id").isTextual() && value.size() > 1) {
                byId.putIfAbsent(value.path("@id").asText(), value);
            }
            if (reader.is(value, "JobPosting")) {
                postings.add(value);
            } else if (reader.is(value, "ItemList")) {
                linked += (int) reader.all(value, "itemListElement").filter(this::isOnlyALink).count();
            }
            value.forEach(child -> visit(child, depth + 1));
        }

        private boolean isOnlyALink(JsonNode element) {
            if (element.isTextual()) {
                return true;
            }
            return reader.is(element, "ListItem")
                    && !reader.get(element, "item").isObject()
                    && (reader.get(element, "item").isTextual() || reader.get(element, "url").isTextual());
        }
    }
}
