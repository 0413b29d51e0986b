package dev.tandem.jobs.poll;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.jobs.source.PageSize;
import dev.tandem.jobs.source.TimeOrderedId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Polls in the database, which decides that there is one at a time per tenant and whose clock is the only one.
@ApplicationScoped
class PollRepository {

    private static final String BEGIN =
            """
            insert into poll (id, tenant, state, started_at, heartbeat_at, summary)
            values ($1, $2, 'RUNNING', now(), now(), $3::text::jsonb)
            on conflict (tenant) where state = 'RUNNING' do nothing
            returning id, started_at
            """;

    private static final String BURY =
            """
            update poll set
                state = 'FAILED',
                finished_at = now(),
                summary = summary || '{"error": {"code": "ABANDONED",
                    "message": "The process that ran this poll ended before the poll did."}}'
            where tenant = $1 and state = 'RUNNING' and heartbeat_at < now() - $2 * interval '1 millisecond'
            """;

    private static final String BEAT =
            """
            update poll set heartbeat_at = now(), summary = $2::text::jsonb where id = $1 and state = 'RUNNING'
            """;

    private static final String END =
            """
            update poll set state = $2, finished_at = now(), heartbeat_at = now(), summary = $3::text::jsonb
            where id = $1 and state = 'RUNNING'
            """;

    private static final String COLUMNS = "select id, state, started_at, finished_at, ";

    private static final String FIND = COLUMNS + "summary::text as summary from poll where tenant = $1 and id = $2";

    private static final String RUNNING =
            COLUMNS + "summary::text as summary from poll where tenant = $1 and state = 'RUNNING'";

    // The list leaves the sources out: some polls have thousands.
    private static final String PAGE =
            COLUMNS
                    + """
                    jsonb_set(summary, '{sources}', '[]')::text as summary
                    from poll
                    where tenant = $1 and ($2::timestamptz is null or (started_at, id) < ($2, $3))
                    order by started_at desc, id desc
                    limit $4
                    """;

    private final Pool database;
    private final ObjectMapper json;

    PollRepository(Pool database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /// Begins a poll of this tenant; empty while another one runs.
    Uni<Optional<PollRun>> begin(String tenant) {
        return database.preparedQuery(BEGIN)
                .execute(Tuple.of(TimeOrderedId.next(), tenant, write(PollSummary.EMPTY)))
                .map(rows -> first(rows).map(row -> new PollRun(row.getUUID("id"), tenant, time(row, "started_at"))));
    }

    /// Marks the tenant's running poll as failed when it has been silent for that long.
    Uni<Void> bury(String tenant, Duration silent) {
        return database.preparedQuery(BURY).execute(Tuple.of(tenant, silent.toMillis())).replaceWithVoid();
    }

    /// Notes that a poll is alive and how far it is.
    ///
    /// @return false when somebody has declared it dead, after which it must stop
    Uni<Boolean> beat(UUID id, PollSummary summary) {
        return database.preparedQuery(BEAT)
                .execute(Tuple.of(id, write(summary)))
                .map(changed -> changed.rowCount() == 1);
    }

    /// Ends a poll, unless somebody has declared it dead.
    Uni<Void> end(UUID id, PollState state, PollSummary summary) {
        return database.preparedQuery(END).execute(Tuple.of(id, state.name(), write(summary))).replaceWithVoid();
    }

    Uni<Optional<PollView>> find(String tenant, UUID id) {
        return database.preparedQuery(FIND).execute(Tuple.of(tenant, id)).map(rows -> first(rows).map(this::view));
    }

    Uni<Optional<PollView>> running(String tenant) {
        return database.preparedQuery(RUNNING).execute(Tuple.of(tenant)).map(rows -> first(rows).map(this::view));
    }

    /// Polls without their sources, newest first.
    Uni<List<PollView>> page(String tenant, @Nullable Instant before, @Nullable UUID beforeId, PageSize size) {
        var started = before == null ? null : before.atOffset(ZoneOffset.UTC);
        return database.preparedQuery(PAGE)
                .execute(Tuple.of(tenant, started, beforeId, size.rows()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(this::view).toList());
    }

    private PollView view(Row row) {
        var finished = row.getOffsetDateTime("finished_at");
        return PollView.of(
                row.getUUID("id"),
                PollState.valueOf(row.getString("state")),
                time(row, "started_at"),
                finished == null ? null : finished.toInstant(),
                read(row.getString("summary")));
    }

    private static Instant time(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    private static Optional<Row> first(Iterable<Row> rows) {
        var iterator = rows.iterator();
        return iterator.hasNext() ? Optional.of(iterator.next()) : Optional.empty();
    }

    private String write(PollSummary summary) {
        try {
            return json.writeValueAsString(summary);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A summary is plain data.", impossible);
        }
    }

    private PollSummary read(String summary) {
        try {
            return json.readValue(summary, PollSummary.class);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Only this class writes summaries.", impossible);
        }
    }
}
