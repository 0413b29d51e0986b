package dev.tandem.jobs.schedule;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Schedules in the database, whose clock says what is due.
@ApplicationScoped
class ScheduleRepository {

    private static final String COLUMNS =
            "tenant, cron, every_millis, zone, jitter_millis, enabled, next_at, last_at, now() as now";

    private static final String SET =
            """
            insert into poll_schedule as s (tenant, cron, every_millis, zone, jitter_millis, enabled, next_at)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (tenant) do update set
                cron = excluded.cron, every_millis = excluded.every_millis, zone = excluded.zone,
                jitter_millis = excluded.jitter_millis, enabled = excluded.enabled, next_at = excluded.next_at
            returning\
            """
                    + " "
                    + COLUMNS;

    private static final String FIND = "select " + COLUMNS + " from poll_schedule where tenant = $1";

    private static final String DUE =
            "select " + COLUMNS + " from poll_schedule where enabled and next_at <= now() order by next_at limit 100";

    // Whoever was slower, or finds the schedule changed meanwhile, changes nothing.
    private static final String ADVANCE =
            "update poll_schedule set last_at = next_at, next_at = $3 where tenant = $1 and next_at = $2";

    private final Pool database;

    ScheduleRepository(Pool database) {
        this.database = database;
    }

    /// A schedule that the database's clock says is due.
    ///
    /// @param at the time that it was due at, maybe long ago
    /// @param now the database's time
    record Due(String tenant, Timetable table, Instant at, Instant now) {}

    Uni<ScheduleView> set(String tenant, Timetable table, boolean enabled, Instant next) {
        var every = table.every();
        var values = Tuple.tuple().addString(tenant).addString(table.cron());
        values.addLong(every == null ? null : every.toMillis())
                .addString(table.zone().getId())
                .addLong(table.jitter().toMillis())
                .addBoolean(enabled)
                .addOffsetDateTime(next.atOffset(ZoneOffset.UTC));
        return database.preparedQuery(SET).execute(values).map(rows -> view(rows.iterator().next()));
    }

    Uni<Optional<ScheduleView>> find(String tenant) {
        return database.preparedQuery(FIND)
                .execute(Tuple.of(tenant))
                .map(rows -> stream(rows).findFirst().map(ScheduleRepository::view));
    }

    Uni<Boolean> remove(String tenant) {
        return database.preparedQuery("delete from poll_schedule where tenant = $1")
                .execute(Tuple.of(tenant))
                .map(rows -> rows.rowCount() == 1);
    }

    Uni<List<Due>> due() {
        return database.query(DUE)
                .execute()
                .map(rows ->
                        stream(rows)
                                .map(row ->
                                        new Due(
                                                row.getString("tenant"),
                                                table(row),
                                                set(row, "next_at"),
                                                set(row, "now")))
                                .toList());
    }

    /// Notes that a poll was begun for a time that was due, unless somebody else has.
    Uni<Void> advance(Due due, Instant next) {
        return database.preparedQuery(ADVANCE)
                .execute(Tuple.of(due.tenant(), due.at().atOffset(ZoneOffset.UTC), next.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    private static ScheduleView view(Row row) {
        var table = table(row);
        return new ScheduleView(
                table.cron(),
                table.every(),
                table.zone().getId(),
                table.jitter(),
                row.getBoolean("enabled"),
                set(row, "next_at"),
                time(row, "last_at"));
    }

    private static Timetable table(Row row) {
        var every = row.getLong("every_millis");
        return new Timetable(
                row.getString("cron"),
                every == null ? null : Duration.ofMillis(every),
                ZoneId.of(row.getString("zone")),
                Duration.ofMillis(row.getLong("jitter_millis")));
    }

    private static Instant set(Row row, String column) {
        return Objects.requireNonNull(time(row, column));
    }

    private static @Nullable Instant time(Row row, String column) {
        var time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    private static Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }
}
