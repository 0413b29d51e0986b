package dev.tandem.jobs.posting;

import io.agroal.api.AgroalDataSource;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Looks at the stored postings of one source.
record Rows(AgroalDataSource database, UUID source) {

    @Nullable String text(String externalId, String column) throws SQLException {
        return one("select " + column + "::text from posting where source_id = ? and external_id = ?", externalId);
    }

    int misses(String externalId) throws SQLException {
        return Integer.parseInt(Objects.requireNonNull(text(externalId, "misses")));
    }

    Instant time(String externalId, String column) throws SQLException {
        var text =
                Objects.requireNonNull(
                        one(
                                "select to_char("
                                        + column
                                        + " at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
                                        + " from posting where source_id = ? and external_id = ?",
                                externalId));
        return OffsetDateTime.parse(text).toInstant();
    }

    String everythingTheUserSees(String externalId) throws SQLException {
        var row =
                "select (to_jsonb(posting) - 'misses' - 'missing_since' - 'last_seen_at')::text"
                        + " from posting where source_id = ? and external_id = ?";
        return Objects.requireNonNull(one(row, externalId));
    }

    long count(String status) throws SQLException {
        return Long.parseLong(
                Objects.requireNonNull(
                        one("select count(*)::text from posting where source_id = ? and status = ?", status)));
    }

    void set(String externalId, String assignments) throws SQLException {
        try (var connection = database.getConnection();
                var statement =
                        connection.prepareStatement(
                                "update posting set " + assignments + " where source_id = ? and external_id = ?")) {
            statement.setObject(1, source);
            statement.setString(2, externalId);
            if (statement.executeUpdate() != 1) {
                throw new AssertionError("There is no posting " + externalId);
            }
        }
    }

    void awaitSomebodyWaitingForALock() throws SQLException {
        var until = System.nanoTime() + 10_000_000_000L;
        try (var connection = database.getConnection();
                var statement =
                        connection.prepareStatement(
                                "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                                        + " and query like '%noticed%'")) {
            while (System.nanoTime() < until) {
                try (var rows = statement.executeQuery()) {
                    rows.next();
                    if (rows.getInt(1) > 0) {
                        return;
                    }
                }
                Thread.onSpinWait();
            }
        }
        throw new AssertionError("Nobody waits for a lock.");
    }

    private @Nullable String one(String sql, String argument) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, source);
            statement.setString(2, argument);
            try (var rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new AssertionError("There is no such posting: " + argument);
                }
                return rows.getString(1);
            }
        }
    }
}
