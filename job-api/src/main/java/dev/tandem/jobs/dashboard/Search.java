package dev.tandem.jobs.dashboard;

import dev.tandem.jobs.match.FilterView;
import dev.tandem.jobs.search.SearchParameters;
import dev.tandem.jobs.source.SourceView;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the page's address asks for, as it was typed.
record Search(SearchParameters typed) {

    /// What the form shows.
    ///
    /// @param error why the search can't be answered, null when it can
    record Form(
            String q,
            List<Choice> statuses,
            List<Choice> sources,
            List<Choice> workplaces,
            List<Choice> filters,
            @Nullable String error) {}

    /// Whether only what matches a filter is looked for.
    boolean isByFilter() {
        return typed.filter != null;
    }

    Form form(List<SourceView> boards, List<FilterView> filters, @Nullable String error) {
        return new Form(
                typed.q == null ? "" : typed.q,
                Choice.statuses(typed.status),
                Choice.sources(boards, typed.source.size() == 1 ? typed.source.getFirst() : null),
                Choice.workplaces(typed.remote),
                Choice.filters(filters, typed.filter),
                error);
    }

    /// The same search from that place on.
    @Nullable String next(@Nullable String place) {
        return place == null ? null : address(asked(), "cursor", place);
    }

    /// The same search with other words.
    String instead(String words) {
        var asked = asked();
        asked.put("q", List.of(words));
        return address(asked, "", null);
    }

    /// The same search for this value alone, or for any when it is asked for already.
    String toggled(String parameter, String value) {
        var asked = asked();
        asked.put(parameter, asks(parameter, value) ? List.of() : List.of(value));
        return address(asked, "", null);
    }

    boolean asks(String parameter, String value) {
        return asked().getOrDefault(parameter, List.of()).stream().anyMatch(value::equalsIgnoreCase);
    }

    private Map<String, List<String>> asked() {
        var asked = new LinkedHashMap<String, List<String>>();
        asked.put("q", typed.q == null ? List.of() : List.of(typed.q));
        asked.put("status", typed.status);
        asked.put("source", typed.source);
        asked.put("company", typed.company);
        asked.put("country", typed.country);
        asked.put("workplace", typed.workplace);
        asked.put("remote", typed.remote == null ? List.of() : List.of(typed.remote));
        asked.put("employmentType", typed.employmentType);
        asked.put("seniority", typed.seniority);
        asked.put("filter", typed.filter == null ? List.of() : List.of(typed.filter));
        asked.put("order", typed.order == null ? List.of() : List.of(typed.order));
        return asked;
    }

    private static String address(Map<String, List<String>> asked, String name, @Nullable String value) {
        var address = UriBuilder.fromPath("/");
        asked.forEach((each, values) -> values.forEach(one -> add(address, each, one)));
        add(address, name, value);
        return address.build() + "#postings";
    }

    private static void add(UriBuilder address, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            // Encoded here, because the builder takes braces for its own placeholders.
            address.queryParam(name, URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }
}
