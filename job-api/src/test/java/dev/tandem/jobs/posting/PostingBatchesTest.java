package dev.tandem.jobs.posting;

import static dev.tandem.jobs.Fixtures.incoming;
import static dev.tandem.jobs.Fixtures.posting;
import static dev.tandem.jobs.Fixtures.postings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.common.testing.MutableClock;
import dev.tandem.common.testing.RealPostgres;
import dev.tandem.common.testing.RealRedis;
import dev.tandem.jobs.Fixtures;
import dev.tandem.jobs.archive.ArchivePolicy;
import dev.tandem.jobs.archive.BoardPast;
import dev.tandem.jobs.archive.FadingCount;
import dev.tandem.jobs.archive.PolicyConfig;
import dev.tandem.jobs.listing.Description;
import dev.tandem.jobs.listing.ListedPosting;
import dev.tandem.jobs.listing.Listing;
import dev.tandem.jobs.listing.Salary;
import dev.tandem.jobs.listing.Terms;
import dev.tandem.jobs.poll.RecordedBoards;
import dev.tandem.jobs.posting.PostingBatches.Upserted;
import dev.tandem.jobs.source.PolledSource;
import dev.tandem.jobs.source.PolledSources;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealPostgres.class)
@QuarkusTestResource(RealRedis.class)
@QuarkusTestResource(RecordedBoards.class)
class PostingBatchesTest {

    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int ROUNDS = 5;

    private static final ArchivePolicy TWICE_IN_SIX_HOURS = ArchivePolicy.plain(2, Duration.ofHours(6));

    @Inject PolledSources sources;

    @Inject AgroalDataSource database;

    private final MutableClock clock = new MutableClock(NOON);
    private PostingBatches batches;
    private PolledSource source;
    private Rows rows;

    @BeforeEach
    void addASource() throws SQLException {
        source = Fixtures.source(database, Fixtures.tenant(), "acme");
        rows = new Rows(database, source.id());
        batches = new PostingBatches(database, new PolicyConfig(TWICE_IN_SIX_HOURS));
    }

    @Test
    void addsWhatIsNewChangesWhatDiffersAndLeavesTheRest() throws Exception {
        // Given
        assertThat(upsert(postings(3))).isEqualTo(new Upserted(3, 0, 0, 0));
        clock.forward(HOUR);

        // When
        var same = upsert(postings(3));
        var different = upsert(List.of(posting("job-0", "Engineer 0"), posting("job-1", "Cook")));

        // Then
        assertThat(same).isEqualTo(new Upserted(0, 0, 0, 0));
        assertThat(different).isEqualTo(new Upserted(0, 1, 0, 0));
        assertThat(rows.text("job-1", "title")).isEqualTo("Cook");
        assertThat(rows.time("job-1", "first_seen_at")).isEqualTo(NOON);
        assertThat(rows.time("job-1", "changed_at")).isEqualTo(NOON.plus(HOUR));
        assertThat(rows.time("job-0", "changed_at")).isEqualTo(NOON);
    }

    @Test
    void writesANewVerdictWithoutCallingItAChange() throws Exception {
        // Given
        upsert(postings(1));

        // When
        var hidden = new IncomingPosting(postings(1).getFirst(), "Acme", true, 0, List.of("Because."));
        var upserted = batches.upsert(source, List.of(hidden), clock.instant().plus(HOUR));

        // Then
        assertThat(upserted).isEqualTo(new Upserted(0, 0, 0, 0));
        assertThat(rows.text("job-0", "filtered")).isEqualTo("true");
        assertThat(rows.text("job-0", "status")).isEqualTo("NEW");
        assertThat(rows.text("job-0", "match_reasons")).isEqualTo("[\"Because.\"]");
    }

    @Test
    void takesFiveThousandPostingsInOneStatement() throws Exception {
        assertThat(upsert(postings(5_000))).isEqualTo(new Upserted(5_000, 0, 0, 0));
        assertThat(rows.count("NEW")).isEqualTo(5_000);
        assertThat(upsert(postings(5_000))).isEqualTo(new Upserted(0, 0, 0, 0));
    }

    @Test
    void countsAnIdThatComesTwiceOnce() throws Exception {
        assertThat(upsert(List.of(posting("a", "First"), posting("a", "Second"), posting("b", "Third"))))
                .isEqualTo(new Upserted(2, 0, 0, 0));
        assertThat(rows.text("a", "title")).isEqualTo("First");
    }

    @Test
    void leavesOutWhatTheDatabaseCantHold() throws Exception {
        // Given
        var absurd =
                new ListedPosting(
                        "a\0",
                        "R\0-1",
                        "Co\0ok",
                        null,
                        List.of("Kit\0chen", "C:\\u0000"),
                        List.of(),
                        new Terms(
                                null, null, null, new Salary(new BigDecimal("1E+900000"), BigDecimal.TEN, null, null)),
                        Instant.MAX,
                        Instant.MIN,
                        Description.of("half a \ud83d pair", null),
                        URI.create("https://boards.example.com/a"),
                        null);

        // When
        var upserted = upsert(List.of(absurd, posting("b", "Waiter")));

        // Then
        assertThat(upserted.added()).isEqualTo(2);
        assertThat(rows.text("a", "title")).isEqualTo("Cook");
        assertThat(rows.text("a", "departments")).isEqualTo("[\"Kitchen\", \"C:\\\\u0000\"]");
        assertThat(rows.text("a", "salary_min")).isNull();
        assertThat(rows.text("a", "salary_max")).isEqualTo("10");
        assertThat(rows.text("a", "posted_at")).isNull();
        assertThat(archive(List.of(absurd, posting("b", "Waiter")))).isZero();
        assertThat(rows.misses("a")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status = 'SAVED'",
                "status = 'APPLIED'",
                "status = 'ARCHIVED', archived_by = 'USER', archived_at = now()"
            })
    void neverTouchesTheUsersRows(String usersWord) throws Exception {
        // Given
        upsert(List.of(posting("kept", "Cook"), posting("other", "Waiter")));
        rows.set("kept", usersWord);
        var before = rows.everythingTheUserSees("kept");

        // When
        clock.forward(HOUR);
        var upserted = upsert(List.of(posting("kept", "Something else"), posting("other", "Waiter")));
        var archived = 0;
        for (var poll = 0; poll < 5; poll++) {
            clock.forward(HOUR.multipliedBy(5));
            archived += archive(List.of(posting("other", "Waiter")));
        }

        // Then
        assertThat(upserted).isEqualTo(new Upserted(0, 0, 0, 0));
        assertThat(archived).isZero();
        assertThat(rows.everythingTheUserSees("kept")).isEqualTo(before);
        assertThat(rows.time("kept", "missing_since")).isEqualTo(NOON.plus(HOUR.multipliedBy(6)));
        // Twice is enough, so that what is gone for good is not written again at every poll.
        assertThat(rows.misses("kept")).isEqualTo(2);
    }

    @Test
    void archivesOnlyAfterTwoMissesAndSixHours() throws Exception {
        // Given
        upsert(postings(2));
        var left = postings(1);

        // Then: two misses within a minute, and two within six hours, are too few hours
        assertThat(archive(left)).isZero();
        clock.forward(Duration.ofMinutes(1));
        assertThat(archive(left)).isZero();
        clock.forward(HOUR.multipliedBy(6).minusMinutes(2));
        assertThat(archive(left)).isZero();

        // When
        clock.forward(Duration.ofMinutes(1));
        var archived = archive(left);

        // Then
        assertThat(archived).isOne();
        assertThat(rows.text("job-1", "status")).isEqualTo("ARCHIVED");
        assertThat(rows.text("job-1", "archived_by")).isEqualTo("POLL");
        assertThat(rows.text("job-1", "archived_reason")).isEqualTo("NOT_LISTED");
        assertThat(rows.time("job-1", "archived_at")).isEqualTo(clock.instant());
        assertThat(rows.time("job-1", "missing_since")).isEqualTo(NOON);
        assertThat(rows.text("job-0", "status")).isEqualTo("NEW");
        assertThat(rows.misses("job-0")).isZero();
        assertThat(archive(left)).isZero();
    }

    @Test
    void oneMissIsTooFewHoweverLongAgoThePostingWasSeen() throws Exception {
        upsert(postings(1));
        clock.forward(Duration.ofDays(9));

        assertThat(archive(List.of())).isZero();
        assertThat(rows.misses("job-0")).isOne();
    }

    @Test
    void anEmptyListingIsOneMissLikeAnyOtherWhereThePolicyDoubtsNone() throws Exception {
        // Given
        upsert(postings(40));

        // When
        var first = archive(List.of());
        clock.forward(HOUR.multipliedBy(6));
        var second = archive(List.of());

        // Then
        assertThat(first).isZero();
        assertThat(second).isEqualTo(40);
    }

    @Test
    void beingListedAgainClearsTheMisses() throws Exception {
        // Given
        upsert(postings(1));
        archive(List.of());
        clock.forward(HOUR.multipliedBy(6));

        // When
        upsert(postings(1));

        // Then
        assertThat(rows.misses("job-0")).isZero();
        assertThat(archive(List.of())).isZero();
        assertThat(rows.time("job-0", "missing_since")).isEqualTo(clock.instant());
    }

    @Test
    void reopensWhatAPollArchived() throws Exception {
        // Given
        upsert(postings(1));
        archive(List.of());
        clock.forward(HOUR.multipliedBy(6));
        assertThat(archive(List.of())).isOne();
        clock.forward(HOUR);

        // When
        var upserted = upsert(postings(1));

        // Then
        assertThat(upserted).isEqualTo(new Upserted(0, 0, 1, 1));
        assertThat(rows.text("job-0", "status")).isEqualTo("NEW");
        assertThat(rows.text("job-0", "archived_reason")).isNull();
        assertThat(rows.text("job-0", "reopened_count")).isEqualTo("1");
        assertThat(rows.time("job-0", "first_seen_at")).isEqualTo(NOON);
        assertThat(rows.misses("job-0")).isZero();
    }

    @Test
    void aPollThatWakesUpLateCountsNoMisses() throws Exception {
        // Given
        upsert(postings(1));
        clock.forward(HOUR);
        archive(postings(1));

        // When
        var archived = batches.settle(source, stored(), new Listing.Complete(List.of()), 0, NOON);

        // Then
        assertThat(archived).isZero();
        assertThat(rows.misses("job-0")).isZero();
        assertThat(current().lastSuccessAt()).isEqualTo(NOON.plus(HOUR));
    }

    @Test
    void countsNoMissTwiceThatTwoPollsHaveSeen() throws Exception {
        // Given
        upsert(postings(1));
        var before = stored();

        // When
        batches.settle(source, before, new Listing.Complete(List.of()), 0, NOON);
        batches.settle(source, before, new Listing.Complete(List.of()), 0, NOON.plus(HOUR));

        // Then
        assertThat(rows.misses("job-0")).isOne();
        assertThat(rows.time("job-0", "missing_since")).isEqualTo(NOON);
    }

    @Test
    void writesOnlyWhatDiffersFromWhatIsStored() throws Exception {
        // Given
        upsert(postings(4));
        archive(postings(3));
        var listed = new ArrayList<>(postings(6));
        listed.set(0, posting("job-0", "Cook"));
        listed.add(1, posting("job-0", "Listed twice"));

        // Then
        assertThat(stored().differing(incoming(listed)))
                .extracting(IncomingPosting::id)
                .containsExactly("job-0", "job-3", "job-4", "job-5");
        assertThat(stored().differing(incoming(postings(3)))).isEmpty();
        var hidden = new IncomingPosting(postings(1).getFirst(), "Acme", true, 0, List.of());
        assertThat(stored().differing(List.of(hidden))).hasSize(1);
        rows.set("job-0", "status = 'SAVED'");
        assertThat(stored().differing(List.of(hidden))).isEmpty();
    }

    @Test
    void remembersHowOftenAPostingCameBack() throws Exception {
        // Given
        upsert(postings(9));

        // When
        var returned = new ArrayList<Integer>();
        for (var time = 0; time < 3; time++) {
            archive(postings(8));
            clock.forward(Duration.ofDays(7));
            returned.add(upsert(postings(9)).returned());
        }

        // Then: a week is when a return counts for half
        assertThat(returned).containsExactly(1, 1, 1);
        assertThat(Double.parseDouble(rows.text("job-8", "returns"))).isEqualTo(1.75);
        assertThat(rows.time("job-8", "returned_at")).isEqualTo(clock.instant());
        assertThat(rows.text("job-0", "returns")).isEqualTo("0");
    }

    @Test
    void blamesNoPostingForAnOutageOfItsBoard() throws Exception {
        // Given
        upsert(postings(9));
        archive(postings(4));

        // When
        clock.forward(HOUR);
        var upserted = upsert(postings(9));

        // Then
        assertThat(upserted).isEqualTo(Upserted.NOTHING);
        assertThat(rows.text("job-8", "returns")).isEqualTo("0");
        assertThat(rows.text("job-8", "missing_in_exodus")).isEqualTo("false");
    }

    @Test
    void keepsTheBoardsPastFromPollToPoll() throws Exception {
        // Given
        var policy = new ArchivePolicy(1, Duration.ZERO, Duration.ZERO, 0, 0, HOUR, 0.5, HOUR, HOUR.multipliedBy(2));
        batches = new PostingBatches(database, new PolicyConfig(policy));
        upsert(postings(10));
        archive(postings(10));

        // Then: an empty board is not believed before two hours
        clock.forward(HOUR);
        assertThat(archive(List.of())).isZero();
        assertThat(current().past().doubtfulSince()).isEqualTo(NOON.plus(HOUR));
        assertThat(current().past().sizes()).containsExactly(10);
        clock.forward(HOUR);
        assertThat(archive(List.of())).isZero();
        clock.forward(HOUR);
        assertThat(archive(List.of())).isEqualTo(10);
        assertThat(rows.text("job-0", "archived_reason")).isEqualTo("BOARD_EMPTY");
        assertThat(current().past()).isEqualTo(new BoardPast(List.of(0), null, FadingCount.NEVER));
    }

    @Test
    void keepsADescriptionThatALaterListingLacks() throws Exception {
        // Given
        var whole = posting("a", "Cook");
        upsert(List.of(whole));
        var described = rows.text("a", "description_html");
        clock.forward(HOUR);

        // When
        var shorter =
                new ListedPosting(
                        "a",
                        null,
                        "Head cook",
                        null,
                        List.of(),
                        List.of(),
                        new Terms(null, null, null, null),
                        null,
                        null,
                        Description.NONE,
                        whole.url(),
                        null);
        var upserted = upsert(List.of(shorter));

        // Then
        assertThat(upserted).isEqualTo(new Upserted(0, 1, 0, 0));
        assertThat(rows.text("a", "title")).isEqualTo("Head cook");
        assertThat(rows.text("a", "description_html")).isEqualTo(described);
        assertThat(rows.text("a", "departments")).isEqualTo("[\"Research & Development\"]");
        assertThat(rows.text("a", "workplace")).isEqualTo("REMOTE");
        assertThat(changes("a")).containsExactly("CHANGED {\"title\": {\"to\": \"Head cook\", \"from\": \"Cook\"}}");
    }

    @Test
    void notesWhatHasHappenedToAPosting() throws Exception {
        // Given
        upsert(postings(2));
        archive(postings(1));
        clock.forward(HOUR.multipliedBy(6));
        archive(postings(1));
        clock.forward(HOUR);

        // When
        upsert(List.of(posting("job-1", "Cook")));
        clock.forward(HOUR);
        upsert(List.of(posting("job-1", "Cook")));

        // Then
        assertThat(changes("job-0")).isEmpty();
        assertThat(changes("job-1"))
                .containsExactly(
                        "ARCHIVED {\"reason\": \"NOT_LISTED\", \"missingSince\": \"2026-05-04T12:00:00+00:00\"}",
                        "REOPENED {}",
                        "CHANGED {\"title\": {\"to\": \"Cook\", \"from\": \"Engineer 1\"}}");
    }

    @Test
    void aUserWhoSavesAPostingWhileItIsBeingArchivedWins() throws Exception {
        // Given
        upsert(postings(1));
        archive(List.of());
        clock.forward(HOUR.multipliedBy(6));
        try (var users = database.getConnection();
                var poll = Executors.newVirtualThreadPerTaskExecutor()) {
            users.setAutoCommit(false);
            try (var statement = users.createStatement()) {
                statement.executeUpdate("update posting set status = 'SAVED' where source_id = '" + source.id() + "'");
            }

            // When
            var archived = poll.submit(() -> archive(List.of()));
            rows.awaitSomebodyWaitingForALock();
            users.commit();

            // Then
            assertThat(archived.get(10, TimeUnit.SECONDS)).isZero();
            assertThat(rows.text("job-0", "status")).isEqualTo("SAVED");
        }
    }

    @Test
    void twoPollsOfOneSourceNeverWaitForEachOther() throws Exception {
        // Given
        upsert(postings(300));
        Callable<Integer> poll =
                () -> {
                    var random = new Random();
                    var done = 0;
                    for (var round = 0; round < ROUNDS; round++) {
                        var listed = new ArrayList<ListedPosting>();
                        for (var i = 0; i < 320; i++) {
                            listed.add(posting("job-" + i, "Engineer " + random.nextInt()));
                        }
                        Collections.shuffle(listed, random);
                        upsert(listed.subList(0, 280));
                        archive(listed.subList(0, 100));
                        done++;
                    }
                    return done;
                };

        // When
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var both = threads.invokeAll(List.of(poll, poll, poll), 60, TimeUnit.SECONDS);

            // Then: a deadlock would have failed one of them
            for (var ended : both) {
                assertThat(ended.get()).isEqualTo(ROUNDS);
            }
        }
        assertThat(rows.count("NEW")).isEqualTo(320);
    }

    @Test
    @Tag("whole")
    void oneStatementIsFasterThanAThousand() throws Exception {
        // Given
        var warm = Fixtures.source(database, source.tenant(), "warm");
        batches.upsert(warm, incoming(postings(1_000)), NOON);
        var single = Fixtures.source(database, source.tenant(), "single");
        var listed = incoming(postings(1_000));

        // When
        var started = System.nanoTime();
        batches.upsert(source, listed, NOON);
        var batched = Duration.ofNanos(System.nanoTime() - started);
        started = System.nanoTime();
        for (var posting : listed) {
            batches.upsert(single, List.of(posting), NOON);
        }
        var oneByOne = Duration.ofNanos(System.nanoTime() - started);

        // Then
        System.out.printf(
                "upsert of 1,000 postings: one statement %d ms, a statement per row %d ms%n",
                batched.toMillis(), oneByOne.toMillis());
        assertThat(batched).isLessThan(oneByOne);
    }

    private Upserted upsert(List<ListedPosting> listed) throws SQLException {
        return batches.upsert(source, incoming(listed), clock.instant());
    }

    private int archive(List<ListedPosting> listed) throws SQLException {
        return batches.settle(current(), stored(), new Listing.Complete(listed), 0, clock.instant());
    }

    private StoredBoard stored() throws SQLException {
        return batches.stored(source.id());
    }

    private PolledSource current() throws SQLException {
        return Fixtures.enabled(sources, source.tenant()).stream()
                .filter(each -> each.id().equals(source.id()))
                .findFirst()
                .orElseThrow();
    }

    private List<String> changes(String externalId) throws SQLException {
        var sql =
                "select c.kind || ' ' || c.details from posting_change c join posting p on p.id = c.posting_id"
                        + " where p.source_id = ? and p.external_id = ? order by c.id";
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, source.id());
            statement.setString(2, externalId);
            var changes = new ArrayList<String>();
            try (var found = statement.executeQuery()) {
                while (found.next()) {
                    changes.add(found.getString(1));
                }
            }
            return changes;
        }
    }
}
