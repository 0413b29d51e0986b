package dev.tandem.jobs.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.jobs.archive.BoardPast;
import dev.tandem.jobs.archive.FadingCount;
import dev.tandem.jobs.archive.PolicyOverride;
import dev.tandem.jobs.health.BoardHealth;
import dev.tandem.jobs.health.HealthRow;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// What a poll asks of the sources and writes back to them.
@ApplicationScoped
public class PolledSources {

    private static final String ENABLED =
            """
            select id, tenant, name, provider, board, last_success_at, archive_policy, listing_sizes, doubtful_since,
                returns, returned_at, last_attempt_at, moved_to, poll_every_millis, health, health_reason, health_since,
                health_strikes, health_strike_at, average_listed, average_millis, average_requests, average_host_millis
            from source
            where tenant = $1 and enabled and removed_at is null
            order by id
            """;

    // A poll that was paused and wakes up late must not turn the time back.
    private static final String ATTEMPTED =
            "update source set last_attempt_at = greatest(last_attempt_at, $1) where id = $2";

    private final Pool database;
    private final ObjectMapper json;

    PolledSources(Pool database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /// The sources that a poll of this tenant reads.
    ///
    /// @param connection by which they are asked for, because that is done together with other things
    public Uni<List<PolledSource>> enabled(SqlClient connection, String tenant) {
        return connection
                .preparedQuery(ENABLED)
                .execute(Tuple.of(tenant))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(this::source).toList());
    }

    /// Notes that a poll tried to read the board and did not read all of it.
    ///
    /// @param at when the poll began
    public Uni<Void> attempted(UUID source, Instant at) {
        return database.preparedQuery(ATTEMPTED)
                .execute(Tuple.of(at.atOffset(ZoneOffset.UTC), source))
                .replaceWithVoid();
    }

    private PolledSource source(Row row) {
        return new PolledSource(
                row.getUUID("id"),
                row.getString("tenant"),
                row.getString("name"),
                Provider.valueOf(row.getString("provider")),
                row.getString("board"),
                time(row, "last_success_at"),
                past(row),
                policy(row.getString("archive_policy")),
                standing(row));
    }

    private static Standing standing(Row row) {
        var reason = row.getString("health_reason");
        var health =
                new HealthRow(
                        BoardHealth.State.valueOf(row.getString("health")),
                        reason == null ? null : BoardHealth.Reason.valueOf(reason),
                        time(row, "health_since"),
                        row.getInteger("health_strikes"),
                        time(row, "health_strike_at"));
        var every = row.getLong("poll_every_millis");
        return new Standing(
                health.health(),
                time(row, "last_attempt_at"),
                row.getString("moved_to"),
                every == null ? null : Duration.ofMillis(every),
                row.getDouble("average_listed") == null
                        ? null
                        : new Averages(
                                row.getDouble("average_listed"),
                                row.getDouble("average_millis"),
                                row.getDouble("average_requests"),
                                row.getDouble("average_host_millis")));
    }

    private static BoardPast past(Row row) {
        return new BoardPast(
                List.of(row.getArrayOfIntegers("listing_sizes")),
                time(row, "doubtful_since"),
                new FadingCount(row.getDouble("returns"), time(row, "returned_at")));
    }

    private @Nullable PolicyOverride policy(@Nullable String stored) {
        try {
            return stored == null ? null : json.readValue(stored, PolicyOverride.class);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Only the service writes policies.", impossible);
        }
    }

    private static @Nullable Instant time(Row row, String column) {
        var time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
