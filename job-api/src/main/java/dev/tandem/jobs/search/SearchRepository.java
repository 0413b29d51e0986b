package dev.tandem.jobs.search;

import dev.tandem.common.security.Caller;
import dev.tandem.jobs.posting.PostingRows;
import dev.tandem.jobs.posting.PostingView;
import dev.tandem.jobs.search.PostingQuery.Order;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Finds postings. A word may be in a third of a million postings, and neither ranking nor counting them all can be
/// quick; so only the newest candidates are looked at, a bounded number of them, and the answer says when there are
/// more. How far back that reaches is found out by looking at the newest few thousand postings first.
///
/// Plain SQL on the reactive pool: an entity would only be in the way.
@ApplicationScoped
class SearchRepository {

    /// The newest candidates are ranked and counted.
    static final int CANDIDATES = 1_000;

    // Below that, looking at everything costs no more than finding out how far to look.
    private static final int FEW = 10_000;
    private static final int FIRST_LOOK = 2_000;
    private static final double MARGIN = 1.25;

    private final Pool database;

    SearchRepository(Pool database) {
        this.database = database;
    }

    /// A page and what was found out about all candidates.
    ///
    /// @param found how many candidates there are within reach
    /// @param whole whether nothing was out of reach
    /// @param window of the candidates that were looked at; null when there are none
    /// @param facets null unless they were asked for
    record Found(
            List<FoundPosting> rows,
            long found,
            boolean whole,
            Place.@Nullable Window window,
            @Nullable JsonObject facets) {

        /// Whether there are more candidates than were counted.
        boolean isMore() {
            return !whole || found > CANDIDATES;
        }
    }

    /// A posting and its place in the list's order.
    record FoundPosting(PostingView view, int points, Place.Moment moment) {}

    /// What to look for, and how much of it to give back.
    ///
    /// @param rows of the page
    record Wanted(Caller caller, PostingQuery query, Terms terms, int rows, boolean facets) {

        /// How many candidates are enough.
        int most() {
            return query.order() == Order.NEWEST && !facets ? rows : CANDIDATES;
        }

        boolean needsWords() {
            return !terms.words().isEmpty() || !query.wanted().isEmpty();
        }
    }

    Uni<Found> find(Wanted wanted, Days all) {
        if (!wanted.needsWords()) {
            return run(wanted, null);
        }
        var after = wanted.query().after();
        if (after != null && after.window() != null) {
            var oldest = after.window().oldest();
            var days = all.until(after.window().newest().publishedAt());
            return run(wanted, oldest == null ? days.all() : days.since(oldest.publishedAt()));
        }
        var days = all.until(after == null ? null : after.moment().publishedAt());
        if (days.total() <= FEW) {
            return run(wanted, days.all());
        }
        var first = days.newest(FIRST_LOOK);
        return run(wanted, first)
                .flatMap(found -> {
                    var enough = found.found() >= wanted.most();
                    return enough || found.whole()
                            ? Uni.createFrom().item(found)
                            : run(wanted, second(wanted, days, first, found));
                });
    }

    /// As far as what the first look found makes it likely that there is enough.
    private static Days.Reach second(Wanted wanted, Days days, Days.Reach first, Found found) {
        var share = (double) found.found() / Math.max(1, first.postings());
        var needed = wanted.most() * MARGIN / Math.max(share, 1e-9);
        return needed >= days.total() ? days.all() : days.newest((long) needed);
    }

    private Uni<Found> run(Wanted wanted, Days.@Nullable Reach reach) {
        var statement =
                SearchSql.page(
                        wanted.caller(),
                        wanted.query(),
                        wanted.terms(),
                        reach,
                        wanted.most(),
                        wanted.rows(),
                        wanted.facets());
        return database.preparedQuery(statement.sql())
                .execute(Tuple.from(statement.values()))
                .map(rows -> found(rows, reach == null || reach.whole()));
    }

    private static Found found(RowSet<Row> rows, boolean whole) {
        var summary = rows.iterator().next();
        var postings = new PostingRows();
        var count = summary.getLong("found");
        var newest = moment(summary, "first");
        var oldest = moment(summary, "last");
        var cut = !whole || count > CANDIDATES;
        return new Found(
                StreamSupport.stream(rows.spliterator(), false)
                        .filter(row -> row.getUUID("id") != null)
                        .map(row -> posting(postings, row))
                        .toList(),
                count,
                whole,
                newest == null ? null : new Place.Window(newest, cut ? oldest : null),
                (JsonObject) summary.getJson("facets"));
    }

    private static FoundPosting posting(PostingRows postings, Row row) {
        return new FoundPosting(
                postings.view(row),
                row.getInteger("points"),
                new Place.Moment(row.getOffsetDateTime("published_at").toInstant(), row.getUUID("id")));
    }

    private static Place.@Nullable Moment moment(Row row, String column) {
        var json = (JsonObject) row.getJson(column);
        return json == null
                ? null
                : new Place.Moment(
                        OffsetDateTime.parse(json.getString("published_at")).toInstant(),
                        UUID.fromString(json.getString("posting_id")));
    }
}
