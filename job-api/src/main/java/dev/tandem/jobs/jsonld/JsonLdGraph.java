package dev.tandem.jobs.jsonld;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The job postings of a page's JSON-LD, wherever they hang: at the top, in a graph, in a list, or as the main entity
/// of something else.
///
/// @param reader reads the postings' properties
/// @param postings in the page's order
/// @param links the references of what lists on the page only link to, as written
record JsonLdGraph(JsonLd reader, List<JsonNode> postings, Set<String> links) {

    private static final int DEEPEST = 32;

    static JsonLdGraph of(List<JsonNode> values) {
        var walk = new Walk();
        values.forEach(value -> walk.visit(value, 0));
        return new JsonLdGraph(walk.reader, List.copyOf(walk.postings), walk.links);
    }

    boolean isEmpty() {
        return postings.isEmpty() && links.isEmpty();
    }

    private static final class Walk {

        private final Map<String, JsonNode> byId = new HashMap<>();
        private final JsonLd reader = new JsonLd(byId);
        private final List<JsonNode> postings = new ArrayList<>();
        private final Set<String> links = new LinkedHashSet<>();

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
                reader.all(value, "itemListElement").forEach(this::noteLink);
            }
            value.forEach(child -> visit(child, depth + 1));
        }

        private void noteLink(JsonNode element) {
            if (element.isTextual()) {
                links.add(element.asText());
            } else if (reader.is(element, "ListItem") && !reader.get(element, "item").isObject()) {
                var item = reader.get(element, "item");
                var link = item.isTextual() ? item : reader.get(element, "url");
                if (link.isTextual()) {
                    links.add(link.asText());
                }
            }
        }
    }
}
