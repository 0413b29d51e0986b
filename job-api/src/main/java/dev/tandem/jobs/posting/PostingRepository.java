package dev.tandem.jobs.posting;

import dev.tandem.jobs.source.PageSize;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Searches postings and keeps the user's word on them. Plain SQL on the reactive pool and no entity: full-text search,
/// JSON columns and rows that batch statements write meanwhile are all things that an entity would only be in the way
/// of.
@ApplicationScoped
class PostingRepository {

    // What the user said outlasts the source; the rest is shown for as long as its source is.
    private static final String FROM =
            """
             from posting p join source s on s.id = p.source_id
            where p.tenant = $1
                and (s.removed_at is null or p.status in ('SAVED', 'APPLIED') or p.archived_by = 'USER')\
            """;

    private static final String FIND =
            "select " + PostingRows.COLUMNS + ", p.description_text, p.description_html" + FROM + " and p.id = $2";

    // Back to NEW the posting is the polls' again, and starts with a clean slate.
    private static final String MARK =
            """
            update posting set
                status = $3,
                archived_by = case when $3 = 'ARCHIVED' then 'USER' end,
                archived_at = case when $3 = 'ARCHIVED' then now() end,
                archived_reason = null,
                misses = case when $3 = 'NEW' then 0 else misses end,
                missing_since = case when $3 = 'NEW' then null else missing_since end,
                missing_in_exodus = missing_in_exodus and $3 <> 'NEW'
            where tenant = $1 and id = $2
            """;

    private static final String CHANGES =
            """
            select id, at, kind, details
            from posting_change
            where tenant = $1 and posting_id = $2 and ($3::bigint is null or id < $3)
            order by id desc
            limit $4
            """;

    private final Pool database;

    PostingRepository(Pool database) {
        this.database = database;
    }

    Uni<List<FoundPosting>> search(String tenant, PostingQuery query, PageSize size) {
        var values = new ArrayList<Object>();
        values.add(tenant);
        var sql = new StringBuilder("select ").append(PostingRows.COLUMNS).append(FROM);
        values.add(query.statuses().stream().map(Enum::name).toArray(String[]::new));
        sql.append(" and p.status = any($2)");
        if (!query.withFiltered()) {
            // What the user has taken up is shown whatever a filter says.
            sql.append(" and not (p.filtered and p.status = 'NEW')");
        }
        if (query.words() != null) {
            values.add(query.words());
            sql.append(" and p.search @@ to_tsquery('simple', $").append(values.size()).append(')');
        }
        if (query.source() != null) {
            values.add(query.source());
            sql.append(" and p.source_id = $").append(values.size());
        }
        if (query.remote() != null) {
            sql.append(query.remote() ? " and p.workplace = 'REMOTE'" : " and p.workplace is distinct from 'REMOTE'");
        }
        if (query.after() != null) {
            values.add(query.after().publishedAt().atOffset(ZoneOffset.UTC));
            values.add(query.after().id());
            var id = values.size();
            sql.append(" and (p.published_at, p.id) < ($%d, $%d)".formatted(id - 1, id));
        }
        sql.append(" order by p.published_at desc, p.id desc limit ").append(size.rows());
        return database.preparedQuery(sql.toString()).execute(Tuple.from(values)).map(PostingRepository::found);
    }

    /// @return empty when the tenant has no such posting
    Uni<Optional<PostingView>> find(String tenant, UUID id) {
        return database.preparedQuery(FIND)
                .execute(Tuple.of(tenant, id))
                .map(rows -> found(rows).stream().map(FoundPosting::view).findFirst());
    }

    /// @return whether the tenant has such a posting
    Uni<Boolean> mark(String tenant, UUID id, PostingStatus status) {
        return database.preparedQuery(MARK)
                .execute(Tuple.of(tenant, id, status.name()))
                .map(changed -> changed.rowCount() == 1);
    }

    /// What has happened to a posting, newest first.
    ///
    /// @param before the change after which the page begins, null for the newest
    Uni<List<PostingChange>> changes(String tenant, UUID id, @Nullable Long before, PageSize size) {
        return database.preparedQuery(CHANGES)
                .execute(Tuple.of(tenant, id, before, size.rows()))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(row ->
                                        new PostingChange(
                                                row.getLong("id"),
                                                PostingRows.set(row, "at"),
                                                PostingChange.Kind.valueOf(row.getString("kind")),
                                                ((JsonObject) row.getJson("details")).getMap()))
                                .toList());
    }

    /// A posting and its place in the list's order.
    record FoundPosting(PostingView view, PostingQuery.Place place) {}

    private static List<FoundPosting> found(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row ->
                        new FoundPosting(
                                PostingRows.view(row),
                                new PostingQuery.Place(PostingRows.set(row, "published_at"), row.getUUID("id"))))
                .toList();
    }
}
