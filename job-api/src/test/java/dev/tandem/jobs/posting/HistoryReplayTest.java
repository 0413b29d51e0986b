package dev.tandem.jobs.posting;

import static dev.tandem.jobs.Fixtures.incoming;
import static dev.tandem.jobs.Fixtures.posting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.common.testing.RealPostgres;
import dev.tandem.common.testing.RealRedis;
import dev.tandem.jobs.Fixtures;
import dev.tandem.jobs.archive.ArchivePoliciesTest;
import dev.tandem.jobs.archive.ArchivePolicy;
import dev.tandem.jobs.archive.History;
import dev.tandem.jobs.archive.Outcome;
import dev.tandem.jobs.archive.PolicyConfig;
import dev.tandem.jobs.archive.Replay;
import dev.tandem.jobs.health.BoardHealth;
import dev.tandem.jobs.listing.Listing;
import dev.tandem.jobs.source.PolledSource;
import dev.tandem.jobs.source.PolledSources;
import dev.tandem.jobs.source.Standing;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// A recorded history through the real statements into a real database, by its own clock. Usually some of its boards;
/// all of them with `-Dtandem.replay=whole`, which takes minutes.
@QuarkusTest
@QuarkusTestResource(RealPostgres.class)
@QuarkusTestResource(RealRedis.class)
class HistoryReplayTest {

    private static final List<String> SOME = List.of("Workday,Dell", "Greenhouse,Brex", "Greenhouse,Trustpilot");

    @Inject PolledSources sources;

    @Inject AgroalDataSource database;

    @Test
    void theRealStatementsDoWhatThePolicySays() throws Exception {
        // Given
        var whole = "whole".equals(System.getProperty("tandem.replay"));
        var history = whole ? History.read() : History.read().everyNth(4, SOME);
        var boards = history.boards();
        var policies = new HashMap<>(Map.of("default", ArchivePoliciesTest.usual()));
        if (whole) {
            policies.put("patient", ArchivePoliciesTest.patient());
        }

        for (var policy : policies.entrySet()) {
            // When
            var real = replay(history, boards, policy.getValue());
            var expected = boards.stream().map(board -> Replay.of(board, history.times(), policy.getValue())).toList();

            // Then: every posting is closed at the very poll at which the policy alone closes it, and every return
            // reopened
            System.out.println(Outcome.HEAD);
            System.out.println(Outcome.of(real).row(policy.getKey() + ", real statements"));
            assertThat(real).hasSameSizeAs(boards);
            for (var i = 0; i < boards.size(); i++) {
                assertThat(real.get(i).archivals())
                        .as(boards.get(i).name())
                        .containsExactlyInAnyOrderElementsOf(expected.get(i).archivals());
                assertThat(real.get(i).reopened()).isEqualTo(expected.get(i).reopened());
                assertThat(real.get(i).open()).isEqualTo(expected.get(i).open());
            }
        }
    }

    @Test
    void nothingThatTheUserTookUpIsTouched() throws Exception {
        // Given
        var history = History.read().everyNth(8, List.of("Greenhouse,Brex"));
        var run = new Run(history, history.boards().getFirst(), ArchivePoliciesTest.usual());

        // When
        run.look(40);
        run.userSavesEverything();
        var before = run.everythingTheUserSees();
        for (var look = 41; look < history.times().size(); look++) {
            run.look(look);
        }

        // Then
        assertThat(before).isNotEmpty();
        assertThat(run.everythingTheUserSees()).isEqualTo(before);
    }

    private List<Outcome.OfBoard> replay(History history, List<History.Board> boards, ArchivePolicy policy)
            throws Exception {
        try (var threads = Executors.newFixedThreadPool(4)) {
            var runs =
                    boards.stream()
                            .map(board -> (Callable<Outcome.OfBoard>) () -> new Run(history, board, policy).whole())
                            .toList();
            var outcomes = new ArrayList<Outcome.OfBoard>();
            for (Future<Outcome.OfBoard> run : threads.invokeAll(runs)) {
                outcomes.add(run.get());
            }
            return outcomes;
        }
    }

    /// One board from its first look to its last, as a poll does it.
    private final class Run {

        private final History history;
        private final History.Board board;
        private final PostingBatches batches;
        private final ArchivePolicy policy;
        private final String tenant = Fixtures.tenant();
        private final List<Outcome.Archival> archivals = new ArrayList<>();
        private PolledSource source;
        private int reopened;

        Run(History history, History.Board board, ArchivePolicy policy) throws SQLException {
            this.history = history;
            this.board = board;
            this.policy = policy;
            this.batches = new PostingBatches(database, new PolicyConfig(policy));
            this.source = Fixtures.source(database, tenant, board.name());
        }

        Outcome.OfBoard whole() throws SQLException {
            for (var look = 0; look < history.times().size(); look++) {
                look(look);
            }
            assertThat(Fixtures.enabled(sources, tenant)).containsExactly(source);
            return new Outcome.OfBoard(archivals, open(), reopened);
        }

        /// The source as the next poll finds it.
        private PolledSource next(int listed, int returned, Instant at) {
            return new PolledSource(
                    source.id(),
                    tenant,
                    source.name(),
                    source.provider(),
                    source.token(),
                    at,
                    source.past().with(listed, returned, at, policy),
                    null,
                    new Standing(BoardHealth.FINE, at, null, null, null));
        }

        void look(int look) throws SQLException {
            var at = history.times().get(look);
            var listed =
                    board.listings().get(look).stream()
                            .mapToObj(number -> posting(String.valueOf(number), "Engineer " + number))
                            .toList();
            var stored = batches.stored(source.id());
            var upserted = batches.upsert(source, stored.differing(incoming(listed)), at);
            var archived = batches.settle(source, stored, new Listing.Complete(listed), upserted.returned(), at);
            reopened += upserted.reopened();
            source = next(listed.size(), upserted.returned(), at);
            if (archived > 0) {
                note(look, archived);
            }
        }

        private void note(int look, int archived) throws SQLException {
            var before = archivals.size();
            var sql =
                    "select external_id, extract(epoch from archived_at - last_seen_at)::bigint from posting"
                            + " where tenant = ? and archived_by = 'POLL' and archived_at = ?";
            try (var connection = database.getConnection();
                    var statement = connection.prepareStatement(sql)) {
                statement.setString(1, tenant);
                statement.setObject(2, history.times().get(look).atOffset(ZoneOffset.UTC));
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        var delay = Duration.ofSeconds(rows.getLong(2));
                        archivals.add(new Outcome.Archival(board, Integer.parseInt(rows.getString(1)), look, delay));
                    }
                }
            }
            assertThat(archivals.size() - before).isEqualTo(archived);
        }

        private int open() throws SQLException {
            return Integer.parseInt(
                    one("select count(*)::text from posting where tenant = ? and status = 'NEW' and misses > 0"));
        }

        void userSavesEverything() throws SQLException {
            one("update posting set status = 'SAVED' where tenant = ? returning 'saved'");
        }

        String everythingTheUserSees() throws SQLException {
            return one(
                    "select string_agg((to_jsonb(posting) - 'misses' - 'missing_since' - 'missing_in_exodus'"
                            + " - 'last_seen_at')::text, ' ' order by id)"
                            + " from posting where tenant = ? and status = 'SAVED'");
        }

        private String one(String sql) throws SQLException {
            try (var connection = database.getConnection();
                    var statement = connection.prepareStatement(sql)) {
                statement.setString(1, tenant);
                try (var rows = statement.executeQuery()) {
                    rows.next();
                    return Objects.requireNonNull(rows.getString(1));
                }
            }
        }
    }
}
