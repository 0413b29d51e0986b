package dev.tandem.common.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/// Transactions of blocking code, for worker threads.
public final class Transactions {

    private Transactions() {}

    /// What is done within one transaction.
    @FunctionalInterface
    public interface Work<T> {

        /// @param connection to be used, and neither committed, rolled back nor closed
        T on(Connection connection) throws SQLException;
    }

    /// Does the work in a transaction of its own, which is committed when it returns and rolled back when it throws.
    ///
    /// @return what the work returns
    public static <T> T in(DataSource database, Work<T> work) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var done = work.on(connection);
                connection.commit();
                return done;
            } catch (SQLException | RuntimeException failure) {
                rollBack(connection, failure);
                throw failure;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private static void rollBack(Connection connection, Exception failure) {
        try {
            connection.rollback();
        } catch (SQLException broken) {
            failure.addSuppressed(broken);
        }
    }
}
