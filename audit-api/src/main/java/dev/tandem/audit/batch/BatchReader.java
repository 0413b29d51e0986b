package dev.tandem.audit.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.audit.scan.ScanError;
import dev.tandem.common.page.Cursor;
import dev.tandem.common.page.Page;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads batches and counts their scans: one statement, so that status and counts are of the same moment. The counts
/// come from an index alone.
@ApplicationScoped
class BatchReader {

    private static final String VIEW =
            """
            select b.id, b.state, b.sitemap, b.project_id, b.template::text as template, b.rejected,
                   b.rejections::text as rejections, b.error::text as error, b.created_at,
                   (select jsonb_object_agg(c.state, c.number)::text
                      from (select state, count(*) as number from scan where batch_id = b.id group by state) c)
                   as counts,
                   case when b.state = 'READ' and not exists (
                               select from scan where batch_id = b.id
                                  and state in ('PENDING', 'QUEUED', 'RUNNING', 'RETRY_WAIT'))
                        then (select max(finished_at) from scan where batch_id = b.id) end as finished_at
              from batch b where b.tenant = $1\s\
            """;

    private static final String ONE = VIEW + "and b.id = $2";

    private static final String NEWEST =
            VIEW
                    + """
                    and ($2::timestamptz is null or (b.created_at, b.id) < ($2, $3::uuid))
                     order by b.created_at desc, b.id desc limit $4\
                    """;

    private final Pool pool;
    private final ObjectMapper json;

    BatchReader(Pool pool, ObjectMapper json) {
        this.pool = pool;
        this.json = json;
    }

    /// @return the batch; fails with a problem when there is none of this tenant's
    Uni<BatchView> one(String tenant, UUID id) {
        return pool.preparedQuery(ONE)
                .execute(Tuple.of(tenant, id))
                .map(rows -> {
                    for (var row : rows) {
                        return view(row);
                    }
                    throw BatchProblem.notFound(id);
                });
    }

    Uni<Page<BatchView>> newest(String tenant, @Nullable Cursor after, int limit) {
        return pool.preparedQuery(NEWEST)
                .execute(place(tenant, after).addInteger(limit + 1))
                .map(rows -> {
                    var batches = new ArrayList<BatchView>();
                    rows.forEach(row -> batches.add(view(row)));
                    return Page.cut(batches, limit, batch -> Cursor.of(batch.createdAt(), batch.id()));
                });
    }

    private static Tuple place(String tenant, @Nullable Cursor after) {
        var values = Tuple.tuple().addString(tenant);
        if (after == null) {
            return values.addOffsetDateTime(null).addUUID(null);
        }
        try {
            return values.addOffsetDateTime(OffsetDateTime.parse(after.parts().get(0)))
                    .addUUID(UUID.fromString(after.parts().get(1)));
        } catch (DateTimeParseException | IllegalArgumentException notOurs) {
            throw Cursor.invalid();
        }
    }

    private BatchView view(Row row) {
        var counts = Counts.of(parse(row, "counts", new TypeReference<Map<String, Integer>>() {}, Map.of()));
        var error = row.getString("error") == null ? null : parse(row, "error", new TypeReference<ScanError>() {});
        OffsetDateTime finished = row.getOffsetDateTime("finished_at");
        return new BatchView(
                row.getUUID("id"),
                BatchStatus.of(row.getString("state"), error == null ? null : error.code(), counts),
                row.getString("sitemap"),
                row.getUUID("project_id"),
                parse(row, "template", new TypeReference<JsonNode>() {}),
                counts,
                counts.percent(),
                row.getInteger("rejected"),
                parse(row, "rejections", new TypeReference<List<Rejection>>() {}),
                error,
                row.getOffsetDateTime("created_at").toInstant(),
                finished == null ? null : finished.toInstant());
    }

    private <T> T parse(Row row, String column, TypeReference<T> type, T absent) {
        return row.getString(column) == null ? absent : parse(row, column, type);
    }

    private <T> T parse(Row row, String column, TypeReference<T> type) {
        try {
            return json.readValue(row.getString(column), type);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("The stored " + column + " of a batch can't be read.", broken);
        }
    }
}
