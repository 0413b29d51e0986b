package dev.tandem.jobs.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.jobs.fetch.Fields;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The facets that a Workday site's list is narrowed down with, for sites that list only their first postings
/// otherwise: one part of the list for each few values of one facet.
///
/// @param applied the values that are asked for, by facet
record WorkdayFacets(Map<String, List<String>> applied) {

    /// The whole list.
    static final WorkdayFacets NONE = new WorkdayFacets(Map.of());

    /// More in one request are refused.
    private static final int MOST_VALUES = 100;

    WorkdayFacets {
        applied = Map.copyOf(applied);
    }

    /// A way to ask for a list in parts.
    ///
    /// @param total how many postings there are, where two facets agree on that: a posting counts once in a facet of
    ///   which it has one value, and never where it has none
    record Split(List<Part> parts, OptionalLong total) {}

    /// @param postings how many it should hold, by the facet
    record Part(WorkdayFacets facets, long postings) {}

    private record Value(String id, long count) {}

    private record Facet(String parameter, List<Value> values) {

        long postings() {
            return values.stream().mapToLong(Value::count).sum();
        }

        long largest() {
            return values.stream().mapToLong(Value::count).max().orElse(0);
        }
    }

    /// As the interface takes it.
    String json() {
        return new JsonObject(new TreeMap<>(applied)).encode();
    }

    /// How this list can be divided further: into parts that are all short enough, or else by the facet that comes
    /// nearest to it, so that only the longest part has to be divided once more.
    ///
    /// @param root of the list's first page
    /// @param cap how many postings no list may have
    /// @return empty when no facet divides the list at all
    Optional<Split> split(JsonNode root, long cap) {
        var facets = facets(root.path("facets")).filter(facet -> !applied.containsKey(facet.parameter())).toList();
        var total = agreed(facets, cap);
        Comparator<Facet> byTotal =
                Comparator.comparing(facet -> total.isPresent() && facet.postings() == total.getAsLong());
        Comparator<Facet> byFineness = Comparator.comparing(facet -> facet.largest() < cap);
        Comparator<Facet> byLength = Comparator.comparingLong(Facet::postings);
        Comparator<Facet> byLargest = Comparator.comparingLong(Facet::largest);
        return facets.stream()
                .filter(facet -> facet.values().size() > 1 && facet.postings() >= cap)
                .max(byFineness.thenComparing(byTotal).thenComparing(byLength).thenComparing(byLargest.reversed()))
                .map(facet -> new Split(parts(facet, cap), total));
    }

    /// Groups of facets hold facets instead of values.
    private static Stream<Facet> facets(JsonNode list) {
        return Fields.each(list)
                .filter(node -> node.has("values"))
                .flatMap(node -> Stream.concat(Stream.of(facet(node)), facets(node.path("values"))));
    }

    private static Facet facet(JsonNode node) {
        var values =
                Fields.each(node.path("values"))
                        .filter(value -> value.path("id").isTextual())
                        .map(value -> new Value(value.path("id").asText(), value.path("count").asLong(0)))
                        .toList();
        return new Facet(node.path("facetParameter").asText(), values);
    }

    private static OptionalLong agreed(List<Facet> facets, long cap) {
        return facets.stream()
                .map(Facet::postings)
                .filter(postings -> postings >= cap)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .entrySet()
                .stream()
                .filter(sum -> sum.getValue() > 1)
                .mapToLong(sum -> sum.getKey())
                .max();
    }

    private List<Part> parts(Facet facet, long cap) {
        var parts = new ArrayList<Part>();
        var ids = new ArrayList<String>();
        var postings = 0L;
        for (var value : facet.values()) {
            if (!ids.isEmpty() && (postings + value.count() >= cap || ids.size() == MOST_VALUES)) {
                parts.add(new Part(with(facet, ids), postings));
                ids.clear();
                postings = 0;
            }
            ids.add(value.id());
            postings += value.count();
        }
        parts.add(new Part(with(facet, ids), postings));
        return List.copyOf(parts);
    }

    private WorkdayFacets with(Facet facet, List<String> ids) {
        var more = new TreeMap<>(applied);
        more.put(facet.parameter(), List.copyOf(ids));
        return new WorkdayFacets(more);
    }
}
