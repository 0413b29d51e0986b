package dev.tandem.jobs.posting;

import dev.tandem.jobs.source.PageSize;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Reads single postings and keeps the user's word on them. Plain SQL on the reactive pool and no entity: JSON columns
/// and rows that batch statements write meanwhile are all things that an entity would only be in the way of.
@ApplicationScoped
class PostingRepository {

    // What the user said outlasts the source; the rest is shown for as long as its source is.
    private static final String FIND =
            """
            select %s, p.description_text, p.description_html
            from posting p join source s on s.id = p.source_id
            where p.tenant = $1 and p.id = $2
                and (s.removed_at is null or p.status in ('SAVED', 'APPLIED') or p.archived_by = 'USER')
            """
                    .formatted(PostingRows.COLUMNS);

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

    /// @return empty when the tenant has no such posting
    Uni<Optional<PostingView>> find(String tenant, UUID id) {
        return database.preparedQuery(FIND)
                .execute(Tuple.of(tenant, id))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(new PostingRows()::view).findFirst());
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
                                                row.getOffsetDateTime("at").toInstant(),
                                                PostingChange.Kind.valueOf(row.getString("kind")),
                                                ((JsonObject) row.getJson("details")).getMap()))
                                .toList());
    }
}
