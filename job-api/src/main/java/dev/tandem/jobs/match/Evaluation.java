package dev.tandem.jobs.match;

import dev.tandem.common.async.Blocking;
import dev.tandem.common.jdbc.Transactions;
import dev.tandem.common.problem.Incident;
import io.agroal.api.AgroalDataSource;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Judges what is stored by a filter that is new or asks for something else, the newest postings first, a thousand at a
/// time. Where it was is written down with what it found, so that another process goes on where one has died.
@ApplicationScoped
class Evaluation {

    private static final int AT_ONCE = 1_000;
    private static final int PREVIEWED = 2_000;
    private static final int SHOWN = 20;

    private static final String TAKE =
            """
            update filter set
                evaluating_until = now() + interval '1 minute',
                evaluated_of = greatest(evaluated, (
                    select coalesce(sum(postings), 0) from search_day d where d.tenant = filter.tenant))
            where id = (
                select id from filter
                where evaluated_revision < revision and (evaluating_until is null or evaluating_until < now())
                order by id
                limit 1
                for update skip locked)
            returning id
            """;

    // Nobody changes the criteria between the judging and the writing of it.
    private static final String LOCK = "select * from filter where id = ? and evaluated_revision < revision for update";

    private static final String NEWEST =
            """
            select %s from posting p
            where p.tenant = ? and (?::timestamptz is null or (p.published_at, p.id) < (?, ?))
                and p.archived_by is distinct from 'POLL'
            order by p.published_at desc, p.id desc
            limit ?
            """
                    .formatted(Candidates.COLUMNS);

    private static final String GO_ON =
            """
            update filter set
                evaluated = evaluated + ?, evaluated_to = ?, evaluated_to_id = ?,
                evaluating_until = now() + interval '1 minute'
            where id = ?
            """;

    private static final String END =
            """
            with ended as (
                update filter set
                    evaluated_revision = revision, evaluated = evaluated + ?, evaluated_of = evaluated + ?,
                    evaluating_until = null
                where id = ?
                returning id, revision)
            delete from match using ended where match.filter_id = ended.id and match.revision < ended.revision
            """;

    private final AgroalDataSource database;
    private final MatchRows rows;
    private final InstantSource clock;

    @Inject
    Evaluation(AgroalDataSource database, MatchRows rows) {
        this(database, rows, InstantSource.system());
    }

    Evaluation(AgroalDataSource database, MatchRows rows, InstantSource clock) {
        this.database = database;
        this.rows = rows;
        this.clock = clock;
    }

    /// Starts what there is to evaluate and does not wait for it.
    void begin() {
        Blocking.call(
                        () -> {
                            evaluateAll();
                            return null;
                        })
                .subscribe()
                .with(done -> {}, failure -> Incident.log("evaluating filters", failure));
    }

    /// What nobody has begun, or somebody who is gone.
    @Scheduled(every = "${jobs.match.sweep:30s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void evaluateLeftovers() {
        try {
            evaluateAll();
        } catch (SQLException | RuntimeException failure) {
            Incident.log("evaluating filters", failure);
        }
    }

    private void evaluateAll() throws SQLException {
        for (var id = take(); id != null; id = take()) {
            while (evaluateSome(id)) {
                // One transaction each.
            }
        }
    }

    private @Nullable UUID take() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(TAKE);
                var taken = statement.executeQuery()) {
            return taken.next() ? taken.getObject(1, UUID.class) : null;
        }
    }

    /// @return whether there is more to do
    private boolean evaluateSome(UUID id) throws SQLException {
        return Transactions.in(database, connection -> evaluateSome(connection, id));
    }

    private boolean evaluateSome(Connection connection, UUID id) throws SQLException {
        try (var statement = connection.prepareStatement(LOCK)) {
            statement.setObject(1, id);
            try (var filter = statement.executeQuery()) {
                if (!filter.next()) {
                    return false;
                }
                var postings =
                        newest(
                                connection,
                                filter.getString("tenant"),
                                filter.getObject("evaluated_to", OffsetDateTime.class),
                                filter.getObject("evaluated_to_id", UUID.class),
                                AT_ONCE);
                rows.judge(connection, List.of(rows.judging(filter)), postings, clock.instant(), true);
                return postings.size() == AT_ONCE ? goOn(connection, id, postings) : end(connection, id, postings);
            }
        }
    }

    private static List<Candidate> newest(
            Connection connection, String tenant, @Nullable OffsetDateTime after, @Nullable UUID afterId, int most)
            throws SQLException {
        try (var statement = connection.prepareStatement(NEWEST)) {
            statement.setString(1, tenant);
            statement.setObject(2, after);
            statement.setObject(3, after);
            statement.setObject(4, afterId);
            statement.setInt(5, most);
            try (var found = statement.executeQuery()) {
                return Candidates.read(found);
            }
        }
    }

    private static boolean goOn(Connection connection, UUID id, List<Candidate> judged) throws SQLException {
        try (var statement = connection.prepareStatement(GO_ON)) {
            statement.setInt(1, judged.size());
            statement.setObject(2, judged.getLast().publishedAt().atOffset(java.time.ZoneOffset.UTC));
            statement.setObject(3, judged.getLast().id());
            statement.setObject(4, id);
            statement.executeUpdate();
            return true;
        }
    }

    private static boolean end(Connection connection, UUID id, List<Candidate> judged) throws SQLException {
        try (var statement = connection.prepareStatement(END)) {
            statement.setInt(1, judged.size());
            statement.setInt(2, judged.size());
            statement.setObject(3, id);
            statement.executeUpdate();
            return false;
        }
    }

    /// What criteria would find among the newest postings; nothing is written.
    Preview preview(String tenant, Criteria criteria) throws SQLException {
        var judge = new Judge(criteria);
        var now = clock.instant();
        try (var connection = database.getConnection()) {
            var postings = newest(connection, tenant, null, null, PREVIEWED);
            var fitting =
                    postings.stream()
                            .flatMap(posting ->
                                    judge
                                            .judge(posting, now)
                                            .map(fit -> new Preview.Sample(posting.id(), posting.title(), fit))
                                            .stream())
                            .toList();
            return new Preview(
                    postings.size(),
                    fitting.size(),
                    fitting.stream()
                            .sorted(Comparator.comparingInt((Preview.Sample sample) -> sample.fit().score()).reversed())
                            .limit(SHOWN)
                            .toList());
        }
    }
}
