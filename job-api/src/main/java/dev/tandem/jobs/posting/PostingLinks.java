package dev.tandem.jobs.posting;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import org.postgresql.PGStatement;

/// Links postings that are the same job on several boards: the same requisition of a company, the same text under the
/// same title, or company, title and place with a similar text. Each is kept, and shows the others. Blocking, for
/// worker threads.
@ApplicationScoped
public class PostingLinks {

    private static final int AT_ONCE = 5_000;

    private final AgroalDataSource database;

    public PostingLinks(AgroalDataSource database) {
        this.database = database;
    }

    /// Compares what has been written of the tenant's postings since the last time.
    ///
    /// @return how many postings were compared
    public int link(String tenant) throws SQLException {
        var compared = 0;
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(LinkSql.LINK)) {
            // Planned anew each time, because a plan for few postings is a bad one for many, and this runs seldom.
            statement.unwrap(PGStatement.class).setPrepareThreshold(0);
            int some;
            do {
                statement.setString(1, tenant);
                statement.setInt(2, AT_ONCE);
                try (var rows = statement.executeQuery()) {
                    rows.next();
                    some = rows.getInt("compared");
                }
                compared += some;
            } while (some == AT_ONCE);
        }
        return compared;
    }
}
