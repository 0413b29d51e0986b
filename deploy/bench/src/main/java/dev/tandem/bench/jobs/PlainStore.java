package dev.tandem.bench.jobs;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// One table and one connection, written as most programs do.
final class PlainStore implements AutoCloseable {

    static final String SCHEMA =
            """
            create table plain_board (name text primary key, last_polled timestamptz not null);
            create table plain_posting (
                board text not null, id text not null, title text not null, description text,
                first_seen timestamptz not null, last_seen timestamptz not null, archived_at timestamptz,
                primary key (board, id))\
            """;

    private static final String UPSERT =
            """
            insert into plain_posting as p (board, id, title, description, first_seen, last_seen)
            values (?, ?, ?, ?, ?, ?)
            on conflict (board, id) do update set title = excluded.title,
                description = coalesce(excluded.description, p.description),
                last_seen = excluded.last_seen, archived_at = null\
            """;

    private final Connection connection;

    /// @param port of the database
    PlainStore(int port) throws SQLException {
        connection =
                DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:%d/postgres?reWriteBatchedInserts=true".formatted(port),
                        "postgres",
                        "postgres");
    }

    Set<String> known(StandInBoard board) throws SQLException {
        try (var statement = connection.prepareStatement("select id from plain_posting where board = ?")) {
            statement.setString(1, board.name());
            var ids = new HashSet<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
            }
            return ids;
        }
    }

    /// A statement for each posting, each a transaction of its own.
    void writeOneByOne(StandInBoard board, List<PlainBoards.Row> rows, Instant at) throws SQLException {
        try (var statement = connection.prepareStatement(UPSERT)) {
            for (var row : rows) {
                bind(statement, board, row, at);
                statement.executeUpdate();
            }
        }
        finish(board, at);
    }

    /// All of a board in one transaction.
    void writeBatch(StandInBoard board, List<PlainBoards.Row> rows, Instant at) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.prepareStatement(UPSERT)) {
            for (var row : rows) {
                bind(statement, board, row, at);
                statement.addBatch();
            }
            statement.executeBatch();
            finish(board, at);
            connection.commit();
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static void bind(PreparedStatement statement, StandInBoard board, PlainBoards.Row row, Instant at)
            throws SQLException {
        statement.setString(1, board.name());
        statement.setString(2, row.id());
        statement.setString(3, row.title());
        statement.setString(4, row.description());
        statement.setTimestamp(5, Timestamp.from(at));
        statement.setTimestamp(6, Timestamp.from(at));
    }

    private void finish(StandInBoard board, Instant at) throws SQLException {
        try (var archive =
                        connection.prepareStatement(
                                "update plain_posting set archived_at = ?"
                                        + " where board = ? and last_seen < ? and archived_at is null");
                var stamp =
                        connection.prepareStatement(
                                "insert into plain_board values (?, ?)"
                                        + " on conflict (name) do update set last_polled = excluded.last_polled")) {
            archive.setTimestamp(1, Timestamp.from(at));
            archive.setString(2, board.name());
            archive.setTimestamp(3, Timestamp.from(at));
            archive.executeUpdate();
            stamp.setString(1, board.name());
            stamp.setTimestamp(2, Timestamp.from(at));
            stamp.executeUpdate();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
