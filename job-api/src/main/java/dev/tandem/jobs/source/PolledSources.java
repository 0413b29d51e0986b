package dev.tandem.jobs.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.jobs.archive.BoardPast;
import dev.tandem.jobs.archive.FadingCount;
import dev.tandem.jobs.archive.PolicyOverride;
import dev.tandem.jobs.health.BoardHealth;
import dev.tandem.jobs.health.HealthRow;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a poll asks of the sources and writes back to them. Blocking, for worker threads.
@ApplicationScoped
public class PolledSources {

    private static final String ENABLED =
            """
            select id, tenant, name, provider, board, last_success_at, archive_policy, listing_sizes, doubtful_since,
                returns, returned_at, last_attempt_at, moved_to, poll_every_millis, health, health_reason, health_since,
                health_strikes, health_strike_at, average_listed, average_millis, average_requests, average_host_millis
            from source
            where tenant = ? and enabled and removed_at is null
            order by id
            """;

    // A poll that was paused and wakes up late must not turn the time back.
    private static final String ATTEMPTED =
            "update source set last_attempt_at = greatest(last_attempt_at, ?) where id = ?";

    private final AgroalDataSource database;
    private final ObjectMapper json;

    PolledSources(AgroalDataSource database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /// The sources that a poll of this tenant reads.
    public List<PolledSource> enabled(String tenant) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(ENABLED)) {
            statement.setString(1, tenant);
            try (var rows = statement.executeQuery()) {
                var sources = new ArrayList<PolledSource>();
                while (rows.next()) {
                    sources.add(source(rows));
                }
                return List.copyOf(sources);
            }
        }
    }

    /// Notes that a poll tried to read the board and did not read all of it.
    ///
    /// @param at when the poll began
    public void attempted(UUID source, Instant at) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(ATTEMPTED)) {
            statement.setObject(1, at.atOffset(ZoneOffset.UTC));
            statement.setObject(2, source);
            statement.executeUpdate();
        }
    }

    private PolledSource source(ResultSet row) throws SQLException {
        return new PolledSource(
                row.getObject("id", UUID.class),
                row.getString("tenant"),
                row.getString("name"),
                Provider.valueOf(row.getString("provider")),
                row.getString("board"),
                time(row, "last_success_at"),
                past(row),
                policy(row.getString("archive_policy")),
                standing(row));
    }

    private static Standing standing(ResultSet row) throws SQLException {
        var reason = row.getString("health_reason");
        var health =
                new HealthRow(
                        BoardHealth.State.valueOf(row.getString("health")),
                        reason == null ? null : BoardHealth.Reason.valueOf(reason),
                        time(row, "health_since"),
                        row.getInt("health_strikes"),
                        time(row, "health_strike_at"));
        var every = row.getObject("poll_every_millis", Long.class);
        return new Standing(
                health.health(),
                time(row, "last_attempt_at"),
                row.getString("moved_to"),
                every == null ? null : Duration.ofMillis(every),
                row.getObject("average_listed") == null
                        ? null
                        : new Averages(
                                row.getDouble("average_listed"),
                                row.getDouble("average_millis"),
                                row.getDouble("average_requests"),
                                row.getDouble("average_host_millis")));
    }

    private static BoardPast past(ResultSet row) throws SQLException {
        var sizes = (Integer[]) row.getArray("listing_sizes").getArray();
        return new BoardPast(
                List.of(sizes),
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

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
