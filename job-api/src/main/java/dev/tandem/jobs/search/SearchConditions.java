package dev.tandem.jobs.search;

import dev.tandem.common.security.Caller;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a posting must fulfil to be a candidate of a search, as conditions on `posting_search s`, and the values of the
/// whole statement.
///
/// Each word and each facet is a condition of its own, because the index then leaps from one's hits to the other's
/// instead of merging them all.
final class SearchConditions {

    // Of more pairs than that, countries and workplaces stay conditions of their own.
    private static final int MOST_PLACES = 12;

    private final List<Object> values = new ArrayList<>();
    private final StringBuilder conditions = new StringBuilder();
    private final PostingQuery query;

    SearchConditions(Caller caller, PostingQuery query, Terms terms) {
        this.query = query;
        conditions.append("s.tenant = ").append(value(caller.tenant()));
        conditions.append(" and s.status = any(%s)".formatted(value(names(query))));
        if (!query.withFiltered()) {
            // What the user has taken up is shown whatever a filter says.
            conditions.append(" and not (s.filtered and s.status = 'NEW')");
        }
        // What the user said outlasts the source; the rest is shown for as long as its source is.
        conditions.append(
                " and (s.kept or not exists (select from source x where x.id = s.source_id and x.removed_at is not null))");
        terms.words().forEach(word -> finds(word.query()));
        wants(query.wanted());
    }

    String sql() {
        return conditions.toString();
    }

    List<Object> values() {
        return values;
    }

    /// Adds how far back is looked, and what the page before has left.
    ///
    /// @param reach null when no index of words is needed
    void within(Days.@Nullable Reach reach) {
        if (reach != null && !reach.most()) {
            finds(reach.query());
        }
        var after = query.after();
        if (after == null) {
            return;
        }
        var window = after.window();
        if (window == null) {
            bound("<", after.moment());
            return;
        }
        bound("<=", window.newest());
        if (window.oldest() != null) {
            bound(">=", window.oldest());
        }
    }

    private void wants(Map<Facet, List<String>> all) {
        var countries = all.getOrDefault(Facet.COUNTRY, List.of());
        var workplaces = all.getOrDefault(Facet.WORKPLACE, List.of());
        var together = countries.size() * workplaces.size();
        var isPlace = together > 0 && together <= MOST_PLACES;
        all.forEach((facet, wanted) -> {
            if (!isPlace || facet != Facet.COUNTRY && facet != Facet.WORKPLACE) {
                wants(facet, wanted);
            }
        });
        if (isPlace) {
            finds(
                    countries.stream()
                            .flatMap(country -> workplaces.stream().map(workplace -> Facet.place(country, workplace)))
                            .map(Terms::quoted)
                            .collect(Collectors.joining("|")));
        }
    }

    private void wants(Facet facet, List<String> wanted) {
        var words = wanted.stream().map(value -> Terms.quoted(facet.word(value))).collect(Collectors.joining("|"));
        if (facet == Facet.COMPANY) {
            // The database makes small letters of a name as it did when it stored it.
            conditions.append(" and s.document @@ lower(%s)::tsquery".formatted(value(words)));
        } else {
            finds(words);
        }
    }

    private void finds(String words) {
        conditions.append(" and s.document @@ %s::text::tsquery".formatted(value(words)));
    }

    private void bound(String comparison, Place.Moment moment) {
        conditions.append(
                " and (s.published_at, s.posting_id) %s (%s, %s)"
                        .formatted(comparison, time(moment), value(moment.id())));
    }

    String time(Place.Moment moment) {
        return value(moment.publishedAt().atOffset(ZoneOffset.UTC));
    }

    /// Adds a value, and gives the name by which the statement knows it.
    String value(Object value) {
        values.add(value);
        return "$" + values.size();
    }

    private static String[] names(PostingQuery query) {
        return query.statuses().stream().map(Enum::name).toArray(String[]::new);
    }
}
