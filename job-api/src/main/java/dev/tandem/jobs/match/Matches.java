package dev.tandem.jobs.match;

import dev.tandem.common.jdbc.Transactions;
import dev.tandem.common.problem.Incident;
import io.agroal.api.AgroalDataSource;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Judges postings that are new, changed or reopened by all filters of their tenant. Which those are the database notes
/// when they are stored, so that a process that dies before they are judged loses none: whoever comes next judges them.
@ApplicationScoped
public class Matches {

    private static final int AT_ONCE = 200;

    // Several pollers judge at the same time, each what no other has in hand.
    private static final String TAKE =
            """
            select posting_id from posting_unjudged
            where tenant = ?
            order by posting_id
            limit %d
            for update skip locked
            """
                    .formatted(AT_ONCE);

    private static final String POSTINGS =
            "select "
                    + Candidates.COLUMNS
                    + " from posting p where p.id = any(?) and p.archived_by is distinct from 'POLL'";

    private final AgroalDataSource database;
    private final MatchRows rows;
    private final InstantSource clock;

    @Inject
    Matches(AgroalDataSource database, MatchRows rows) {
        this(database, rows, InstantSource.system());
    }

    Matches(AgroalDataSource database, MatchRows rows, InstantSource clock) {
        this.database = database;
        this.rows = rows;
        this.clock = clock;
    }

    /// Judges what a poll has just stored. Blocking, for worker threads. Never fails: what can't be judged now is
    /// judged later, and a poll has stored its postings in any case.
    public void judgeNew(String tenant) {
        try {
            while (judgeSome(tenant) == AT_ONCE) {
                // The rest, in transactions of their own.
            }
        } catch (SQLException | RuntimeException failure) {
            Incident.log("judging new postings", failure);
        }
    }

    /// What was left lying, by a process that died or a database that was away.
    @Scheduled(every = "${jobs.match.sweep:30s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void judgeLeftovers() {
        try {
            for (var tenant : tenants()) {
                judgeNew(tenant);
            }
        } catch (SQLException failure) {
            Incident.log("looking for unjudged postings", failure);
        }
    }

    private List<String> tenants() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("select distinct tenant from posting_unjudged");
                var found = statement.executeQuery()) {
            var tenants = new ArrayList<String>();
            while (found.next()) {
                tenants.add(found.getString(1));
            }
            return tenants;
        }
    }

    /// @return how many postings there were to judge
    private int judgeSome(String tenant) throws SQLException {
        return Transactions.in(
                database,
                connection -> {
                    var taken = taken(connection, tenant);
                    if (!taken.isEmpty()) {
                        judge(connection, tenant, taken);
                    }
                    return taken.size();
                });
    }

    private void judge(Connection connection, String tenant, List<UUID> taken) throws SQLException {
        var filters = rows.filters(connection, tenant);
        var ids = connection.createArrayOf("uuid", taken.toArray());
        if (!filters.isEmpty()) {
            try (var statement = connection.prepareStatement(POSTINGS)) {
                statement.setArray(1, ids);
                try (var found = statement.executeQuery()) {
                    rows.judge(connection, filters, Candidates.read(found), clock.instant(), false);
                }
            }
        }
        try (var statement = connection.prepareStatement("delete from posting_unjudged where posting_id = any(?)")) {
            statement.setArray(1, ids);
            statement.executeUpdate();
        }
    }

    private static List<UUID> taken(Connection connection, String tenant) throws SQLException {
        try (var statement = connection.prepareStatement(TAKE)) {
            statement.setString(1, tenant);
            try (var found = statement.executeQuery()) {
                var ids = new ArrayList<UUID>();
                while (found.next()) {
                    ids.add(found.getObject(1, UUID.class));
                }
                return ids;
            }
        }
    }
}
