package dev.tandem.jobs.source;

import dev.tandem.jobs.health.HealthRow;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Writes down what polls notice about boards, all that a poll noticed in one statement. Blocking, for worker threads.
@ApplicationScoped
public class BoardNotes {

    // What a person has changed about the board meanwhile is a fresh start, which these notes know nothing of.
    private static final String NOTE =
            """
            update source set
                health = note.health, health_reason = note.reason, health_since = note.since,
                health_strikes = note.strikes, health_strike_at = note.strike_at, moved_to = note.moved_to,
                last_listing_at = case
                    when note.listed_some then greatest(source.last_listing_at, ?) else source.last_listing_at end,
                average_listed = coalesce(note.listed, average_listed),
                average_millis = coalesce(note.millis, average_millis),
                average_requests = coalesce(note.requests, average_requests),
                average_host_millis = coalesce(note.host_millis, average_host_millis)
            from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::integer[], ?::timestamptz[],
                    ?::text[], ?::boolean[], ?::double precision[], ?::double precision[], ?::double precision[],
                    ?::double precision[])
                as note (id, board, health, reason, since, strikes, strike_at, moved_to, listed_some, listed, millis,
                    requests, host_millis)
            where source.id = note.id and source.board = note.board
            """;

    private final AgroalDataSource database;

    BoardNotes(AgroalDataSource database) {
        this.database = database;
    }

    /// @param at when the poll began
    public void write(List<BoardNote> notes, Instant at) throws SQLException {
        if (notes.isEmpty()) {
            return;
        }
        var rows = notes.stream().sorted(Comparator.comparing(BoardNote::source)).map(Row::of).toList();
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(NOTE)) {
            statement.setObject(1, at.atOffset(ZoneOffset.UTC));
            statement.setArray(2, array(connection, "uuid", rows, row -> row.note().source()));
            statement.setArray(3, array(connection, "text", rows, row -> row.note().token()));
            statement.setArray(4, array(connection, "text", rows, row -> row.health().state().name()));
            statement.setArray(5, array(connection, "text", rows, row -> name(row.health().reason())));
            statement.setArray(6, array(connection, "timestamptz", rows, row -> offset(row.health().since())));
            statement.setArray(7, array(connection, "integer", rows, row -> row.health().strikes()));
            statement.setArray(8, array(connection, "timestamptz", rows, row -> offset(row.health().strikeAt())));
            statement.setArray(9, array(connection, "text", rows, row -> row.note().movedTo()));
            statement.setArray(10, array(connection, "boolean", rows, row -> row.note().listedSome()));
            statement.setArray(11, array(connection, "float8", rows, row -> of(row, Averages::listed)));
            statement.setArray(12, array(connection, "float8", rows, row -> of(row, Averages::millis)));
            statement.setArray(13, array(connection, "float8", rows, row -> of(row, Averages::requests)));
            statement.setArray(14, array(connection, "float8", rows, row -> of(row, Averages::hostMillis)));
            statement.executeUpdate();
        }
    }

    private record Row(BoardNote note, HealthRow health) {
        static Row of(BoardNote note) {
            return new Row(note, HealthRow.of(note.health()));
        }
    }

    private static @Nullable Double of(Row row, Function<Averages, Double> figure) {
        var averages = row.note().averages();
        return averages == null ? null : figure.apply(averages);
    }

    private static @Nullable String name(@Nullable Enum<?> constant) {
        return constant == null ? null : constant.name();
    }

    private static @Nullable OffsetDateTime offset(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static Array array(
            Connection connection, String type, List<Row> rows, Function<Row, @Nullable Object> value)
            throws SQLException {
        return connection.createArrayOf(type, rows.stream().map(value).toArray());
    }
}
