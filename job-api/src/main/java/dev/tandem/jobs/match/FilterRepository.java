package dev.tandem.jobs.match;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.common.security.Caller;
import dev.tandem.jobs.source.TimeOrderedId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Keeps filters. Every statement names the tenant and the owner, so that nobody reads or changes another's.
@ApplicationScoped
class FilterRepository {

    private static final String SELECT =
            """
            select f.id, f.name, f.criteria, f.created_at, f.evaluated, f.evaluated_of,
                f.evaluated_revision = f.revision as done,
                (select count(*) from match m where m.filter_id = f.id) as matches
            from filter f
            where f.tenant = $1 and f.owner = $2\
            """;

    private static final String INSERT =
            """
            insert into filter (id, tenant, owner, name, criteria, max_age_days)
            select $3::uuid, $1, $2, $4, $5::jsonb, $6::integer
            where (select count(*) from filter where tenant = $1 and owner = $2) < $7
            """;

    // Only other criteria are a reason to judge everything again.
    private static final String UPDATE =
            """
            with was as (
                select id, coalesce(criteria <> $5::jsonb, false) as differ
                from filter
                where tenant = $1 and owner = $2 and id = $3
                for update)
            update filter f set
                name = coalesce($4, name),
                criteria = case when differ then $5::jsonb else criteria end,
                max_age_days = case when differ then $6::integer else max_age_days end,
                revision = revision + differ::integer,
                evaluated_to = case when not differ then evaluated_to end,
                evaluated_to_id = case when not differ then evaluated_to_id end,
                evaluated = case when differ then 0 else evaluated end
            from was
            where f.id = was.id
            """;

    private final Pool database;
    private final ObjectMapper json;

    FilterRepository(Pool database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    Uni<List<FilterView>> list(Caller caller) {
        return database.preparedQuery(SELECT + " order by f.id")
                .execute(Tuple.of(caller.tenant(), caller.subject()))
                .map(this::views);
    }

    /// @return empty when the caller has no such filter
    Uni<Optional<FilterView>> find(Caller caller, UUID id) {
        return database.preparedQuery(SELECT + " and f.id = $3")
                .execute(Tuple.of(caller.tenant(), caller.subject(), id))
                .map(rows -> views(rows).stream().findFirst());
    }

    /// @param most how many filters a person may have
    /// @return empty when there are as many
    Uni<Optional<UUID>> add(Caller caller, String name, Criteria criteria, int most) {
        var id = TimeOrderedId.next();
        var values = values(caller, id, name, criteria).addInteger(most);
        return database.preparedQuery(INSERT)
                .execute(values)
                .map(added -> added.rowCount() == 1 ? Optional.of(id) : Optional.empty());
    }

    /// @return whether the caller has such a filter
    Uni<Boolean> change(Caller caller, UUID id, @Nullable String name, @Nullable Criteria criteria) {
        return database.preparedQuery(UPDATE)
                .execute(values(caller, id, name, criteria))
                .map(changed -> changed.rowCount() == 1);
    }

    /// @return whether the caller had such a filter
    Uni<Boolean> remove(Caller caller, UUID id) {
        return database.preparedQuery("delete from filter where tenant = $1 and owner = $2 and id = $3")
                .execute(Tuple.of(caller.tenant(), caller.subject(), id))
                .map(gone -> gone.rowCount() == 1);
    }

    private Tuple values(Caller caller, UUID id, @Nullable String name, @Nullable Criteria criteria) {
        try {
            return Tuple.of(caller.tenant(), caller.subject(), id)
                    .addString(name)
                    .addJsonObject(criteria == null ? null : new JsonObject(json.writeValueAsString(criteria)))
                    .addInteger(criteria == null ? null : criteria.maxAgeDays());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Criteria are plain data.", impossible);
        }
    }

    private List<FilterView> views(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).map(this::view).toList();
    }

    private FilterView view(Row row) {
        try {
            return new FilterView(
                    row.getUUID("id"),
                    row.getString("name"),
                    json.readValue(Objects.requireNonNull(row.getJson("criteria")).toString(), Criteria.class),
                    row.getOffsetDateTime("created_at").toInstant(),
                    new FilterView.Evaluation(
                            row.getBoolean("done"), row.getInteger("evaluated"), row.getInteger("evaluated_of")),
                    row.getLong("matches"));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Only this class writes criteria.", impossible);
        }
    }
}
