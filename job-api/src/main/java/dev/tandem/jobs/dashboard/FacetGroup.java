package dev.tandem.jobs.dashboard;

import dev.tandem.jobs.search.SearchPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the postings found can be narrowed down by.
record FacetGroup(String name, List<Value> values) {

    private static final int SHOWN = 8;

    private static final Map<String, String> NAMES =
            Map.of(
                    "company", "Company",
                    "country", "Country",
                    "workplace", "Workplace",
                    "employmentType", "Employment",
                    "seniority", "Seniority");

    private static final List<String> ORDER = List.of("workplace", "country", "employmentType", "seniority", "company");

    /// A value, how many have it, and the address that asks for it or no longer does.
    record Value(String text, long count, String address, boolean chosen) {}

    static List<FacetGroup> of(@Nullable Map<String, List<SearchPage.Count>> counts, Search search) {
        var groups = new ArrayList<FacetGroup>();
        if (counts == null) {
            return groups;
        }
        for (var facet : ORDER) {
            var values =
                    counts.getOrDefault(facet, List.of()).stream()
                            .limit(SHOWN)
                            .map(count -> value(facet, count, search))
                            .toList();
            if (!values.isEmpty()) {
                groups.add(new FacetGroup(NAMES.getOrDefault(facet, facet), values));
            }
        }
        return groups;
    }

    private static Value value(String facet, SearchPage.Count count, Search search) {
        return new Value(
                spoken(facet, count.value()),
                count.count(),
                search.toggled(facet, count.value()),
                search.asks(facet, count.value()));
    }

    private static String spoken(String facet, String value) {
        return switch (facet) {
            case "company" -> value;
            case "country" -> Locale.of("", value).getDisplayCountry(Locale.ENGLISH);
            default -> value.charAt(0) + value.substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }
}
