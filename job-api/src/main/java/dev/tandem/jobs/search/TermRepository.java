package dev.tandem.jobs.search;

import dev.tandem.jobs.search.Terms.Word;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;

/// Asks the tenant's own words what a typed one may mean.
@ApplicationScoped
class TermRepository {

    // The database folds what was typed, as it folds what is stored. A beginning stands for its most frequent words.
    private static final String WORDS =
            """
            with typed as (
                select lexeme as word, positions[1] as place
                from unnest(to_tsvector('simple', search_text($2))) as t (lexeme, positions, weights)
                order by 2
                limit 12)
            select typed.word,
                coalesce(array_agg(longer.word order by longer.postings desc, longer.word)
                    filter (where longer.word <> typed.word), '{}') as longer,
                count(longer.word) > 0 as known
            from typed left join lateral (
                select w.word, w.postings
                from search_word w
                where w.tenant = $1 and w.word >= typed.word and w.word < typed.word || chr(1114111)
                order by w.postings desc
                limit 25) as longer on true
            group by typed.word, typed.place
            order by typed.place
            """;

    private static final String ALIKE = "select word, postings from search_alike($1, $2)";

    // The table's size is the one that PostgreSQL plans by.
    private static final String DAYS =
            """
            select coalesce(array_agg(day order by day desc), '{}') as days,
                coalesce(array_agg(counted order by day desc), '{}') as postings,
                (select greatest(reltuples, 0) from pg_class where oid = 'posting_search'::regclass)::bigint as stored
            from (select day, case when $2 then shown else postings end as counted
                from search_day where tenant = $1) as each
            where counted > 0
            """;

    private final Pool database;

    TermRepository(Pool database) {
        this.database = database;
    }

    Uni<Terms> terms(String tenant, String q) {
        return database.preparedQuery(WORDS)
                .execute(Tuple.of(tenant, q))
                .map(rows ->
                        new Terms(
                                stream(rows)
                                        .map(row ->
                                                new Word(
                                                        row.getString("word"),
                                                        Arrays.asList(row.getArrayOfStrings("longer")),
                                                        row.getBoolean("known")))
                                        .toList()));
    }

    /// Known words that share many of its groups of three letters, the most alike first.
    Uni<List<Alike>> alike(String tenant, String word) {
        return database.preparedQuery(ALIKE)
                .execute(Tuple.of(tenant, word))
                .map(rows ->
                        stream(rows).map(row -> new Alike(row.getString("word"), row.getInteger("postings"))).toList());
    }

    /// @param shown whether only those count that are neither archived nor hidden by the installation's filter
    Uni<Days> days(String tenant, boolean shown) {
        return database.preparedQuery(DAYS)
                .execute(Tuple.of(tenant, shown))
                .map(rows -> {
                    var row = rows.iterator().next();
                    return new Days(
                            tenant,
                            shown,
                            Arrays.asList(row.getArrayOfIntegers("days")),
                            Arrays.asList(row.getArrayOfIntegers("postings")),
                            row.getLong("stored"));
                });
    }

    /// A known word.
    ///
    /// @param postings in how many it has come, about
    record Alike(String word, int postings) {}

    private static java.util.stream.Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }
}
