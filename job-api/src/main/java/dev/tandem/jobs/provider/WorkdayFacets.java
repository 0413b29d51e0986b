package dev.tandem.jobs.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.jobs.fetch.Fields;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The facets that a Workday site offers to narrow its list down with, for sites that list only their first postings
/// otherwise: one part of the list for each few values of one facet.
final class WorkdayFacets {

    private static final int MOST_VALUES = 100;

    private WorkdayFacets() {}

    /// A way to ask for a list in parts.
    ///
    /// @param parts `appliedFacets` of each part, as JSON
    /// @param total how many postings there are, where two facets agree on that: a posting counts once in a facet of
    ///   which it has one value, and never where it has none
    record Split(List<String> parts, OptionalLong total) {}

    private record Value(String id, long count) {}

    private record Facet(String parameter, List<Value> values) {

        long postings() {
            return values.stream().mapToLong(Value::count).sum();
        }

        boolean staysBelow(long cap) {
            return !values.isEmpty() && values.stream().allMatch(value -> value.count() < cap);
        }
    }

    /// @param root of the list's first page
    /// @param cap how many postings no list may have
    /// @return empty when no facet divides the list finely enough
    static Optional<Split> split(JsonNode root, long cap) {
        var facets = facets(root.path("facets")).toList();
        var total = agreed(facets, cap);
        Comparator<Facet> byTotal =
                Comparator.comparing(facet -> total.isPresent() && facet.postings() == total.getAsLong());
        return facets.stream()
                .filter(facet -> facet.staysBelow(cap) && facet.postings() >= cap)
                .max(byTotal.thenComparing(Facet::postings))
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

    private static List<String> parts(Facet facet, long cap) {
        var parts = new ArrayList<String>();
        var ids = new ArrayList<String>();
        var postings = 0L;
        for (var value : facet.values()) {
            if (!ids.isEmpty() && (postings + value.count() >= cap || ids.size() == MOST_VALUES)) {
                parts.add(applied(facet, ids));
                ids.clear();
                postings = 0;
            }
            ids.add(value.id());
            postings += value.count();
        }
        parts.add(applied(facet, ids));
        return List.copyOf(parts);
    }

    private static String applied(Facet facet, List<String> ids) {
        return new JsonObject().put(facet.parameter(), List.copyOf(ids)).encode();
    }
}
