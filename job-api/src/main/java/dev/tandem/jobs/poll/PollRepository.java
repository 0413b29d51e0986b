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

    private static final String NOTE_SOURCES =
            """
            , noted as (
                insert into poll_source (poll_id, number, source_id, name, provider, outcome, listed, added, changed,
                    archived, reopened, filtered, millis, error_code, error_message)
                select alive.id, $4::integer + each.number, o.source, o.name, o.provider, o.outcome, o.listed, o.added,
                    o.changed, o.archived, o.reopened, o.filtered, o.millis, o.error ->> 'code', o.error ->> 'message'
                from alive, jsonb_array_elements($3::text::jsonb) with ordinality as each (outcome, number),
                    jsonb_to_record(each.outcome) as o (source uuid, name text, provider text, outcome text,
                        listed integer, added integer, changed integer, archived integer, reopened integer,
                        filtered integer, millis bigint, error jsonb)
                -- A beat whose answer was lost is sent again.
                on conflict (poll_id, number) do nothing)
            select count(*) as alive from alive
            """;

    private static final String BEAT =
            """
            with alive as (
                update poll set heartbeat_at = now(), summary = $2::text::jsonb
                where id = $1 and state = 'RUNNING' returning id)\
            """
                    + NOTE_SOURCES;

    private static final String END =
            """
            with alive as (
                update poll set state = $5, finished_at = now(), heartbeat_at = now(), summary = $2::text::jsonb
                where id = $1 and state = 'RUNNING' returning id)\
            """
                    + NOTE_SOURCES;

    private static final String COLUMNS = "select id, state, started_at, finished_at, summary::text as summary";

    private static final String SOURCES =
            """
            , (select coalesce(jsonb_agg(jsonb_build_object('source', source_id, 'name', name, 'provider', provider,
                'outcome', outcome, 'listed', listed, 'added', added, 'changed', changed, 'archived', archived,
                'reopened', reopened, 'filtered', filtered, 'millis', millis,
                'error', case when error_code is not null then
                    jsonb_build_object('code', error_code, 'message', error_message) end) order by number), '[]')
                from poll_source where poll_id = poll.id)::text as sources\
            """;

    private static final String FIND = COLUMNS + SOURCES + " from poll where tenant = $1 and id = $2";

    private static final String RUNNING = COLUMNS + SOURCES + " from poll where tenant = $1 and state = 'RUNNING'";

    // The list leaves the sources out: some polls have thousands.
    private static final String PAGE =
            COLUMNS
                    + """
                    , '[]' as sources
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
    /// @param written how many of the summary's sources were noted before
    /// @return false when somebody has declared it dead, after which it must stop
    Uni<Boolean> beat(UUID id, PollSummary summary, int written) {
        return note(BEAT, Tuple.of(id, write(summary.totalsOnly()), newOnes(summary, written), written));
    }

    /// Ends a poll, unless somebody has declared it dead.
    ///
    /// @param written how many of the summary's sources were noted before
    Uni<Void> end(UUID id, PollState state, PollSummary summary, int written) {
        var values = Tuple.of(id, write(summary.totalsOnly()), newOnes(summary, written), written, state.name());
        return note(END, values).replaceWithVoid();
    }

    private Uni<Boolean> note(String statement, Tuple values) {
        return database.preparedQuery(statement)
                .execute(values)
                .map(rows -> first(rows).map(row -> row.getLong("alive") == 1).orElse(false));
    }

    private String newOnes(PollSummary summary, int written) {
        return write(summary.sources().subList(written, summary.sources().size()));
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
                read(row.getString("summary"), PollSummary.class)
                        .with(List.of(read(row.getString("sources"), SourceOutcome[].class))));
    }

    private static Instant time(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    private static Optional<Row> first(Iterable<Row> rows) {
        var iterator = rows.iterator();
        return iterator.hasNext() ? Optional.of(iterator.next()) : Optional.empty();
    }

    private String write(Object plain) {
        try {
            return json.writeValueAsString(plain);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A summary is plain data.", impossible);
        }
    }

    private <T> T read(String stored, Class<T> type) {
        try {
            return json.readValue(stored, type);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Only this class writes summaries.", impossible);
        }
    }
}
