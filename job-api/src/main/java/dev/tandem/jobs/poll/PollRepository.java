package dev.tandem.jobs.poll;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.jobs.source.PageSize;
import dev.tandem.jobs.source.PolledSource;
import dev.tandem.jobs.source.PolledSources;
import dev.tandem.jobs.source.TimeOrderedId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Polls in the database, which decides that there is one at a time per tenant and whose clock is the only one.
@ApplicationScoped
class PollRepository {

    private final Pool database;
    private final PolledSources sources;
    private final ObjectMapper json;

    PollRepository(Pool database, PolledSources sources, ObjectMapper json) {
        this.database = database;
        this.sources = sources;
        this.json = json;
    }

    /// A poll that has begun.
    ///
    /// @param sources that it reads; fails when they could not be asked for
    record Begun(PollRun run, Uni<List<PolledSource>> sources) {}

    /// Begins a poll of this tenant; empty while another one runs that has not been silent for too long.
    ///
    /// @param silent after which a running poll is taken for dead
    /// @param due the time that it was due at, null when a person begins it; empty also when a poll has come of that
    ///   time before, or served for it
    Uni<Optional<Begun>> begin(String tenant, @Nullable Instant due, Duration silent) {
        var values = Tuple.of(TimeOrderedId.next(), tenant, write(PollSummary.EMPTY), offset(due));
        // One connection does in order what it is sent, and need not be waited for in between.
        return database.withConnection(connection ->
                        Uni.combine()
                                .all()
                                .unis(
                                        bury(connection, tenant, silent),
                                        connection.preparedQuery(PollSql.BEGIN).execute(values),
                                        // The poll has begun by then, and ends in good order whatever comes of this.
                                        settled(sources.enabled(connection, tenant)))
                                .asTuple())
                .map(all ->
                        first(all.getItem2())
                                .map(row ->
                                        new Begun(
                                                new PollRun(row.getUUID("id"), tenant, time(row, "started_at"), due),
                                                all.getItem3())));
    }

    /// What came of it, as something that can be asked for again. Never fails.
    private static <T> Uni<Uni<T>> settled(Uni<T> work) {
        return work.map(done -> Uni.createFrom().item(done))
                .onFailure()
                .recoverWithItem(failure -> Uni.createFrom().failure(failure));
    }

    /// Whether nothing is left to be done for a time that a poll was due at.
    Uni<Boolean> served(String tenant, Instant due) {
        return database.preparedQuery(PollSql.SERVED)
                .execute(Tuple.of(tenant, offset(due)))
                .map(rows -> first(rows).map(row -> row.getBoolean("served")).orElse(false));
    }

    /// Deletes some of the polls that ended that long ago.
    ///
    /// @return how many it were
    Uni<Integer> forget(Duration keep, int most) {
        return database.preparedQuery(PollSql.FORGET).execute(Tuple.of(keep.toMillis(), most)).map(RowSet::rowCount);
    }

    /// Marks the tenant's running poll as failed when it has been silent for that long.
    Uni<Void> bury(String tenant, Duration silent) {
        return bury(database, tenant, silent).replaceWithVoid();
    }

    private static Uni<RowSet<Row>> bury(SqlClient database, String tenant, Duration silent) {
        return database.preparedQuery(PollSql.BURY).execute(Tuple.of(tenant, silent.toMillis()));
    }

    /// Notes that a poll is alive and how far it is.
    ///
    /// @return false when somebody has declared it dead, after which it must stop
    Uni<Boolean> beat(UUID id, Unwritten news) {
        return note(id, PollState.RUNNING, news).map(rows -> rows.size() == 1);
    }

    /// Ends a poll.
    ///
    /// @return when that was; empty when somebody had declared it dead before
    Uni<Optional<Instant>> end(UUID id, PollState state, Unwritten news) {
        return note(id, state, news).map(rows -> first(rows).map(row -> time(row, "finished_at")));
    }

    private Uni<RowSet<Row>> note(UUID id, PollState state, Unwritten news) {
        return database.preparedQuery(PollSql.NOTE)
                .execute(
                        Tuple.of(
                                id,
                                write(news.totals()),
                                write(news.listed()),
                                news.from(),
                                write(news.changed()),
                                state.name()));
    }

    Uni<Optional<PollView>> find(String tenant, UUID id) {
        return database.preparedQuery(PollSql.FIND)
                .execute(Tuple.of(tenant, id))
                .map(rows -> first(rows).map(this::view));
    }

    Uni<Optional<PollView>> running(String tenant) {
        return database.preparedQuery(PollSql.RUNNING)
                .execute(Tuple.of(tenant))
                .map(rows -> first(rows).map(this::view));
    }

    /// Polls without their sources, newest first.
    Uni<List<PollView>> page(String tenant, @Nullable Instant before, @Nullable UUID beforeId, PageSize size) {
        return database.preparedQuery(PollSql.PAGE)
                .execute(Tuple.of(tenant, offset(before), beforeId, size.rows()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(this::view).toList());
    }

    private PollView view(Row row) {
        var finished = row.getOffsetDateTime("finished_at");
        var due = row.getOffsetDateTime("scheduled_for");
        return PollView.of(
                row.getUUID("id"),
                PollState.valueOf(row.getString("state")),
                time(row, "started_at"),
                finished == null ? null : finished.toInstant(),
                due == null ? null : due.toInstant(),
                read(row.getString("summary"), PollSummary.class)
                        .with(List.of(read(row.getString("sources"), SourceOutcome[].class))));
    }

    private static @Nullable OffsetDateTime offset(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
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
