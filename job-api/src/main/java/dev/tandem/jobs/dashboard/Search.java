package dev.tandem.jobs.dashboard;

import dev.tandem.jobs.source.SourceView;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// What the page's address asks for, as it was typed.
final class Search {

    @RestQuery @Nullable String q;
    @RestQuery List<String> status = List.of();
    @RestQuery @Nullable String source;
    @RestQuery @Nullable String remote;
    @RestQuery @Nullable String cursor;

    /// What the form shows.
    ///
    /// @param error why the search can't be answered, null when it can
    record Form(
            String q, List<Choice> statuses, List<Choice> sources, List<Choice> workplaces, @Nullable String error) {}

    Form form(List<SourceView> boards, @Nullable String error) {
        return new Form(
                q == null ? "" : q,
                Choice.statuses(status),
                Choice.sources(boards, source),
                Choice.workplaces(remote),
                error);
    }

    /// The same search from that place on.
    @Nullable String next(@Nullable String place) {
        if (place == null) {
            return null;
        }
        var address = UriBuilder.fromPath("/");
        add(address, "q", q);
        status.forEach(one -> add(address, "status", one));
        add(address, "source", source);
        add(address, "remote", remote);
        add(address, "cursor", place);
        return address.build() + "#postings";
    }

    private static void add(UriBuilder address, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            // Encoded here, because the builder takes braces for its own placeholders.
            address.queryParam(name, URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }
}
