package dev.tandem.jobs.poll;

import static dev.tandem.jobs.Fixtures.as;
import static dev.tandem.jobs.Fixtures.postings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.common.async.Blocking;
import dev.tandem.common.testing.Json;
import dev.tandem.common.testing.RealPostgres;
import dev.tandem.common.testing.RealRedis;
import dev.tandem.jobs.Fixtures;
import dev.tandem.jobs.client.Visit;
import dev.tandem.jobs.health.HealthConfig;
import dev.tandem.jobs.health.Sighting;
import dev.tandem.jobs.listing.FetchFailure;
import dev.tandem.jobs.listing.Listing;
import dev.tandem.jobs.source.Board;
import dev.tandem.jobs.source.BoardLookup;
import dev.tandem.jobs.source.BoardNotes;
import dev.tandem.jobs.source.PolledSource;
import dev.tandem.jobs.source.PolledSources;
import dev.tandem.jobs.source.Provider;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// How polls find out whether boards are still there, and that this archives nothing.
@QuarkusTest
@QuarkusTestResource(RealPostgres.class)
@QuarkusTestResource(RealRedis.class)
@QuarkusTestResource(RecordedBoards.class)
class PollHealthTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final FetchFailure UNKNOWN =
            new FetchFailure(FetchFailure.Code.UNKNOWN_BOARD, "The provider knows no such board.");

    private record Rules(
            int strikes,
            int strikesWhenFresh,
            Duration fresh,
            Duration apart,
            int empties,
            Duration lookAtGoneEvery,
            boolean lookForMoved)
            implements HealthConfig {}

    @Inject PollProcess process;

    @Inject PolledSources sources;

    @Inject BoardNotes notes;

    @Inject AgroalDataSource database;

    private final FakeBoards boards = new FakeBoards();
    private final AtomicInteger asked = new AtomicInteger();
    private final String tenant = Fixtures.tenant();

    @Test
    void aBoardIsSuspectThenGoneThenBackAndItsPostingsStayOpen() throws Exception {
        // Given
        Fixtures.source(database, tenant, "acme");
        boards.lists("acme", postings(3));
        poll();
        assertThat(source().text("health")).isEqualTo("ACTIVE");
        assertThat(source().text("lastListingAt")).isEqualTo(source().text("lastSuccessAt"));

        // When: three looks, six hours apart, because it was well this week
        boards.answer(
                "acme",
                () -> {
                    asked.incrementAndGet();
                    return Uni.createFrom().item(new Listing.Failed(UNKNOWN));
                });
        poll();
        poll();
        var suspect = source();
        hoursPass(7);
        poll();
        hoursPass(7);
        poll();
        var gone = source();
        var skipped = poll();

        // Then
        assertThat(suspect.text("health")).isEqualTo("SUSPECT");
        assertThat(suspect.text("healthReason")).isEqualTo("UNKNOWN_BOARD");
        assertThat(suspect.texts("notes")).hasSize(1);
        assertThat(gone.text("health")).isEqualTo("GONE");
        assertThat(asked).hasValue(4);
        assertThat(skipped.sources().getFirst().error()).extracting(SourceOutcome.Reason::code).isEqualTo("BOARD_GONE");
        assertThat(as(tenant).get("/postings").json().texts("items", "status")).containsOnly("NEW").hasSize(3);

        // When: a day later it is there again
        hoursPass(24);
        boards.lists("acme", postings(2));
        poll();

        // Then
        assertThat(source().text("health")).isEqualTo("ACTIVE");
        assertThat(source().text("healthSince")).isNull();
        assertThat(source().number("averageListed")).isPositive();
    }

    @Test
    void aProvidersBadDayMakesNoBoardSuspect() throws Exception {
        // Given: four boards that were well
        for (var board : List.of("a", "b", "c", "d")) {
            Fixtures.source(database, tenant, board);
            boards.lists(board, postings(1));
        }
        poll();

        // When
        for (var board : List.of("a", "b", "c")) {
            boards.answer(board, () -> Uni.createFrom().item(new Listing.Failed(UNKNOWN)));
        }
        poll();

        // Then
        assertThat(as(tenant).get("/sources").json().texts("items", "health")).containsOnly("ACTIVE");
    }

    @Test
    void saysWhereABoardHasGone() throws Exception {
        // Given
        var moved = Fixtures.source(database, tenant, "moved");
        Fixtures.source(database, tenant, "there");
        var lookup = new Elsewhere(new Board(Provider.ASHBY, "Moved"));
        var rules = new Rules(2, 3, Duration.ofDays(7), Duration.ofHours(6), 3, Duration.ofHours(23), true);
        var watch = new BoardWatch(lookup, notes, rules);
        var there =
                Fixtures.enabled(sources, tenant).stream().filter(each -> !each.id().equals(moved.id())).findFirst();

        // When
        var readings = List.of(reading(moved, Sighting.UNKNOWN), reading(there.orElseThrow(), Sighting.LISTED));
        Blocking.await(watch.note(readings, Instant.now()), SOON);

        // Then
        var items = as(tenant).get("/sources").json();
        assertThat(items.item("items", "board", "moved").text("movedTo")).isEqualTo("https://jobs.ashbyhq.com/Moved");
        assertThat(items.item("items", "board", "moved").text("health")).isEqualTo("SUSPECT");
        assertThat(items.item("items", "board", "there").text("movedTo")).isNull();
        assertThat(lookup.asked).hasValue(1);
    }

    private static final class Elsewhere implements BoardLookup {
        private final Board board;
        private final AtomicInteger asked = new AtomicInteger();

        Elsewhere(Board board) {
            this.board = board;
        }

        @Override
        public Uni<Found> recognise(URI page) {
            return Uni.createFrom().item(new Found(board, How.LINK, List.of()));
        }

        @Override
        public Uni<Optional<Board>> movedTo(Board gone) {
            asked.incrementAndGet();
            return Uni.createFrom().item(Optional.of(board));
        }

        @Override
        public Uni<OwnName> ownName(Board named) {
            return Uni.createFrom().item(OwnName.UNTOLD);
        }
    }

    private static SourceReading reading(PolledSource source, Sighting sighting) {
        var outcome = new OutcomeOf(source);
        outcome.seen(sighting);
        return outcome.reading(outcome.failed(UNKNOWN), new Visit(), new CompletableFuture<>());
    }

    private PollView poll() {
        return Blocking.await(process.service(boards, Bounds.usual()).poll(tenant), SOON);
    }

    private Json source() {
        var id = as(tenant).get("/sources").json().required("items[0].id");
        return as(tenant).get("/sources/" + id).json();
    }

    /// Puts what is known of the board so far back.
    private void hoursPass(int hours) throws SQLException {
        try (var connection = database.getConnection();
                var statement =
                        connection.prepareStatement(
                                """
                                update source set
                                    health_strike_at = health_strike_at - ? * interval '1 hour',
                                    last_attempt_at = last_attempt_at - ? * interval '1 hour'
                                where tenant = ?
                                """)) {
            statement.setInt(1, hours);
            statement.setInt(2, hours);
            statement.setString(3, tenant);
            statement.executeUpdate();
        }
    }
}
