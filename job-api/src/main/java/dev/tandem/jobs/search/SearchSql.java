package dev.tandem.jobs.search;

import dev.tandem.common.security.Caller;
import dev.tandem.jobs.posting.PostingRows;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Builds the one statement of a search: the candidates, the newest of them, what is counted over these, and the page.
///
/// Candidates are what the index finds, with their points and what they are counted by; nothing else is read of a
/// posting before it is on the page.
final class SearchSql {

    /// What facets are counted by.
    private static final String COUNTED =
            ", s.source_id, s.status, s.company, s.countries, s.workplace, s.employment_type, s.seniority";

    private static final String SENTENCES =
            "coalesce((select jsonb_agg(each -> 'sentence') from jsonb_array_elements(m.reasons) as each), '[]')";

    private static final int MOST_VALUES = 15;

    private final Caller caller;
    private final PostingQuery query;
    private final Terms terms;
    private final SearchConditions conditions;

    private SearchSql(Caller caller, PostingQuery query, Terms terms) {
        this.caller = caller;
        this.query = query;
        this.terms = terms;
        this.conditions = new SearchConditions(caller, query, terms);
    }

    /// A statement and its values.
    record Statement(String sql, List<Object> values) {}

    /// The rows of a page, the first with the summary of all candidates; one row with a summary alone when none is
    /// left.
    ///
    /// @param reach null when the order of time alone decides, which needs no index of words
    /// @param most candidates that are looked at, the newest
    /// @param rows of the page
    static Statement page(
            Caller caller,
            PostingQuery query,
            Terms terms,
            Days.@Nullable Reach reach,
            int most,
            int rows,
            boolean facets) {
        var sql = new SearchSql(caller, query, terms);
        var candidates = sql.candidates(reach, most, facets);
        var page = sql.ranked(rows);
        return new Statement(
                """
                with hits as materialized (%s),
                newest as materialized (select * from hits order by published_at desc, posting_id desc limit %d),
                ranked as materialized (%s),
                page as (
                    select %s, ranked.points, ranked.place
                    from ranked join posting p on p.id = ranked.posting_id join source s on s.id = p.source_id%s),
                summary as (
                    select 1 as place, (select count(*) from hits) as found,
                        (select row_to_json(first) from (select published_at, posting_id from newest
                            order by published_at desc, posting_id desc limit 1) as first) as first,
                        (select row_to_json(last) from (select published_at, posting_id from newest
                            order by published_at, posting_id limit 1) as last) as last,
                        %s as facets)
                select page.*, summary.found, summary.first, summary.last, summary.facets
                from page full join summary on summary.place = page.place
                order by page.place nulls first
                """
                        .formatted(
                                candidates, most, page, sql.columns(), sql.match(), facets ? facets() : "null::jsonb"),
                sql.conditions.values());
    }

    /// All that is looked for, the newest first, with `level` for the seniority.
    ///
    /// @param reach null when no index of words is needed
    static Statement everything(Caller caller, PostingQuery query, Terms terms, Days.@Nullable Reach reach) {
        var sql = new SearchSql(caller, query, terms);
        sql.conditions.within(reach);
        return new Statement(
                """
                select %s, found.seniority as level
                from (select s.posting_id, s.seniority %s where %s) as found
                join posting p on p.id = found.posting_id join source s on s.id = p.source_id
                order by p.published_at desc, p.id desc
                """
                        .formatted(PostingRows.COLUMNS, sql.from(), sql.conditions.sql()),
                sql.conditions.values());
    }

    private String candidates(Days.@Nullable Reach reach, int most, boolean facets) {
        conditions.within(reach);
        // A filter's matches are few, and would be found last by walking through all that is stored.
        var walk =
                reach == null && query.filter() == null
                        ? " order by s.published_at desc, s.posting_id desc limit " + (most + 1)
                        : "";
        return "select s.posting_id, s.published_at, "
                + points()
                + " as points"
                + (facets ? COUNTED : "")
                + from()
                + " where "
                + conditions.sql()
                + walk;
    }

    private String points() {
        return switch (query.order()) {
            case RELEVANCE ->
                    // In a query of its own the words are read once, and not for each candidate.
                    "(ts_rank('{0.1,0.2,0.4,1}', s.words, (select %s::text::tsquery), 1) * 1000000)::integer"
                            .formatted(conditions.value(terms.ranking()));
            case SCORE -> "m.score";
            case NEWEST -> "0";
        };
    }

    /// With a filter, its score and reasons instead of those of the installation's.
    private String columns() {
        return query.filter() == null
                ? PostingRows.COLUMNS
                : PostingRows.COLUMNS.replace(
                        "p.score, p.match_reasons", "m.score, " + SENTENCES + " as match_reasons");
    }

    private String match() {
        return query.filter() == null
                ? ""
                : " join match m on m.posting_id = p.id and m.filter_id = " + conditions.value(query.filter());
    }

    private String from() {
        if (query.filter() == null) {
            return " from posting_search s";
        }
        // Whoever the filter is not of finds nothing by it.
        return """
         from filter f join match m on m.filter_id = f.id join posting_search s on s.posting_id = m.posting_id
            and f.id = %s and f.tenant = %s and f.owner = %s
            and (f.max_age_days is null or s.published_at >= now() - make_interval(days => f.max_age_days))\
        """
                .formatted(
                        conditions.value(query.filter()),
                        conditions.value(caller.tenant()),
                        conditions.value(caller.subject()));
    }

    private String ranked(int rows) {
        var after = query.after();
        var below =
                after == null || after.window() == null
                        ? ""
                        : " where (points, published_at, posting_id) < (%s, %s, %s)"
                                .formatted(
                                        conditions.value(after.points()),
                                        conditions.time(after.moment()),
                                        conditions.value(after.moment().id()));
        return """
        select posting_id, points,
            row_number() over (order by points desc, published_at desc, posting_id desc) as place
        from (select * from newest%s
            order by points desc, published_at desc, posting_id desc limit %d) as best\
        """
                .formatted(below, rows);
    }

    private static String facets() {
        return Arrays.stream(Facet.values())
                .map(facet ->
                        """
                        '%1$s', (select coalesce(jsonb_agg(jsonb_build_object('value', value, 'count', count)
                            order by count desc, value), '[]')
                            from (select %2$s as value, count(*) as count from newest group by 1 order by 2 desc, 1 limit %3$d) as top
                            where value is not null)\
                        """
                                .formatted(facet.parameter(), facet.expression(), MOST_VALUES))
                .collect(Collectors.joining(", ", "jsonb_build_object(", ")"));
    }
}
