package dev.tandem.jobs.source;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// What a poll asks of the sources and writes back to them. Blocking, for worker threads.
@ApplicationScoped
public class PolledSources {

    private static final String ENABLED =
            """
            select id, tenant, name, provider, board, last_success_at
            from source
            where tenant = ? and enabled and removed_at is null
            order by id
            """;

    // A poll that was paused and wakes up late must not turn the times back.
    private static final String STAMP =
            """
            update source
            set last_attempt_at = greatest(last_attempt_at, ?),
                last_success_at = case when ? then greatest(last_success_at, ?) else last_success_at end
            where id = ?
            """;

    private final AgroalDataSource database;

    PolledSources(AgroalDataSource database) {
        this.database = database;
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

    /// Notes that a poll tried to read the board.
    ///
    /// @param at when the poll began
    /// @param whole whether it read everything that the board lists
    public void stamp(UUID source, Instant at, boolean whole) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(STAMP)) {
            var time = at.atOffset(ZoneOffset.UTC);
            statement.setObject(1, time);
            statement.setBoolean(2, whole);
            statement.setObject(3, time);
            statement.setObject(4, source);
            statement.executeUpdate();
        }
    }

    private static PolledSource source(ResultSet row) throws SQLException {
        var lastSuccess = row.getObject("last_success_at", OffsetDateTime.class);
        return new PolledSource(
                row.getObject("id", UUID.class),
                row.getString("tenant"),
                row.getString("name"),
                Provider.valueOf(row.getString("provider")),
                row.getString("board"),
                lastSuccess == null ? null : lastSuccess.toInstant());
    }
}
