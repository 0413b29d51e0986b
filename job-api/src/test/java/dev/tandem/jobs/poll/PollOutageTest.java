package dev.tandem.jobs.poll;

import static dev.tandem.jobs.Fixtures.as;
import static dev.tandem.jobs.Fixtures.postings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.common.async.Blocking;
import dev.tandem.common.testing.RealPostgres;
import dev.tandem.common.testing.RealRedis;
import dev.tandem.jobs.Fixtures;
import dev.tandem.jobs.listing.Listing;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/// What goes wrong around a poll loses nothing and archives nothing.
@QuarkusTest
@QuarkusTestResource(RealPostgres.class)
@QuarkusTestResource(RealRedis.class)
@QuarkusTestResource(RecordedBoards.class)
class PollOutageTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Inject PollProcess process;

    @Inject AgroalDataSource database;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String address = "";

    private final FakeBoards boards = new FakeBoards();
    private final String tenant = Fixtures.tenant();

    @Test
    void aDatabaseThatGoesAwayInTheMiddleEndsThePollClearlyAndTheNextOneMakesUpForIt() throws Exception {
        // Given: everything is stored, and then the boards list more, three of them only once the database is away
        var names = List.of("a", "b", "c", "d", "e", "f");
        for (var name : names) {
            Fixtures.source(database, tenant, name);
            boards.lists(name, postings(5));
        }
        Blocking.await(process.service(boards, Bounds.usual()).poll(tenant), SOON);
        var away = new CompletableFuture<Void>();
        for (var name : names) {
            boards.answer(
                    name,
                    () ->
                            name.compareTo("d") < 0
                                    ? Uni.createFrom().item(new Listing.Complete(postings(7)))
                                    : Uni.createFrom()
                                            .completionStage(away::copy)
                                            .map(gone -> new Listing.Complete(postings(7))));
        }
        var service = process.service(boards, Bounds.usual());
        var run = Blocking.await(service.begin(tenant), SOON);
        until(() -> Blocking.await(service.get(tenant, run.id()), SOON).totals().done() == 3);

        // When
        PollView ended;
        try (var outage = new Outage()) {
            away.complete(null);
            until(() -> Blocking.await(service.get(tenant, run.id()), SOON).totals().failed() > 0);
            outage.close();
            var end = Blocking.await(service.events(tenant, run.id()), SOON).collect().last();
            ended = ((PollEvent.Done) end.subscribeAsCompletionStage().get(60, TimeUnit.SECONDS)).poll();
        }
        database.flush(AgroalDataSource.FlushMode.INVALID);

        // Then
        assertThat(ended.state()).isEqualTo(PollState.COMPLETED);
        assertThat(ended.totals().done()).isEqualTo(6);
        assertThat(ended.totals().archived()).isZero();
        assertThat(ended.sources())
                .filteredOn(source -> source.error() != null)
                .isNotEmpty()
                .allSatisfy(source -> assertThat(source.outcome()).isEqualTo(SourceOutcome.Kind.FAILED));
        var told = as(tenant).get("/polls/" + run.id()).json();
        assertThat(told.text("state")).isEqualTo("COMPLETED");
        assertThat(told.items("sources")).hasSize(6);

        // When
        var next = Blocking.await(process.service(boards, Bounds.usual()).poll(tenant), SOON);

        // Then
        assertThat(next.totals().failed()).isZero();
        assertThat(count("status = 'NEW' and misses = 0")).isEqualTo(42);
        assertThat(count("true")).isEqualTo(42);
    }

    @Test
    void aPollThatWasGivenUpAndWakesUpLateUndoesNothing() throws Exception {
        // Given: the first process sleeps so deeply that its heart does not beat
        Fixtures.source(database, tenant, "acme");
        boards.lists("acme", postings(4));
        var gate = new CompletableFuture<Listing>();
        var sleepy = new FakeBoards();
        sleepy.answer("acme", () -> Uni.createFrom().completionStage(gate::copy));
        var sleeping = process.service(sleepy, Bounds.usual().heartbeat(Duration.ofMinutes(5)));
        var asleep = Blocking.await(sleeping.begin(tenant), SOON);
        until(() -> beats(asleep.id()));
        run("update poll set heartbeat_at = now() - interval '1 hour' where tenant = ?");

        // When
        var next = Blocking.await(process.service(boards, Bounds.usual()).poll(tenant), SOON);
        gate.complete(new Listing.Complete(postings(2)));
        var events = Blocking.await(sleeping.events(tenant, asleep.id()), SOON).collect().last();
        events.subscribeAsCompletionStage().get(30, TimeUnit.SECONDS);

        // Then
        assertThat(next.totals().added()).isEqualTo(4);
        assertThat(as(tenant).get("/polls/" + asleep.id()).json().text("error.code")).isEqualTo("ABANDONED");
        assertThat(count("status = 'NEW' and misses = 0")).isEqualTo(4);
    }

    @Test
    void forgetsOldPollsWithTheirSourcesAndKeepsTheOthers() throws Exception {
        // Given
        Fixtures.source(database, tenant, "acme");
        boards.lists("acme", postings(1));
        var old = Blocking.await(process.service(boards, Bounds.usual()).poll(tenant), SOON);
        run("update poll set finished_at = now() - interval '91 days' where tenant = ?");
        var recent = Blocking.await(process.service(boards, Bounds.usual()).poll(tenant), SOON);

        // When
        assertThat(Blocking.await(process.history(Bounds.usual()).forgetOld(), SOON)).isPositive();

        // Then
        assertThat(as(tenant).get("/polls/" + old.id()).status()).isEqualTo(404);
        assertThat(as(tenant).get("/polls/" + recent.id()).json().items("sources")).hasSize(1);
    }

    /// Cuts all connections to the database and refuses new ones, as a restart does.
    private final class Outage implements AutoCloseable {

        Outage() throws SQLException {
            besides(
                    "alter database postgres with allow_connections false",
                    "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'postgres'");
        }

        @Override
        public void close() throws SQLException {
            besides("alter database postgres with allow_connections true");
        }

        private void besides(String... statements) throws SQLException {
            var beside = address.replaceAll("/postgres$", "/template1");
            try (var connection = DriverManager.getConnection(beside, "postgres", "postgres");
                    var statement = connection.createStatement()) {
                for (var sql : statements) {
                    statement.execute(sql);
                }
            }
        }
    }

    private interface Condition {
        boolean holds() throws SQLException;
    }

    private static void until(Condition condition) throws SQLException {
        var end = System.nanoTime() + SOON.toNanos();
        while (!condition.holds() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(condition.holds()).isTrue();
    }

    private void run(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant);
            statement.executeUpdate();
        }
    }

    /// Whether a poll's heart has beaten once, which it does as soon as it begins.
    private boolean beats(UUID poll) throws SQLException {
        try (var connection = database.getConnection();
                var statement =
                        connection.prepareStatement("select heartbeat_at > started_at from poll where id = ?")) {
            statement.setObject(1, poll);
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    private int count(String condition) throws SQLException {
        try (var connection = database.getConnection();
                var statement =
                        connection.prepareStatement("select count(*) from posting where tenant = ? and " + condition)) {
            statement.setString(1, tenant);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }
}
