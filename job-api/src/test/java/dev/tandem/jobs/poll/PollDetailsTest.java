package dev.tandem.jobs.poll;

import static dev.tandem.jobs.Fixtures.as;
import static dev.tandem.jobs.Fixtures.posting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.common.async.Blocking;
import dev.tandem.common.testing.RealPostgres;
import dev.tandem.common.testing.RealRedis;
import dev.tandem.jobs.Fixtures;
import dev.tandem.jobs.listing.Description;
import dev.tandem.jobs.listing.FetchException;
import dev.tandem.jobs.listing.FetchFailure;
import dev.tandem.jobs.listing.ListedPosting;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a poll does about details: all of them, in few statements, without keeping anybody waiting.
@QuarkusTest
@QuarkusTestResource(RealPostgres.class)
@QuarkusTestResource(RealRedis.class)
@QuarkusTestResource(RecordedBoards.class)
class PollDetailsTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject PollProcess process;

    @Inject AgroalDataSource database;

    private final FakeBoards boards = new FakeBoards();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final String tenant = Fixtures.tenant();

    @BeforeEach
    void addABoard() throws SQLException {
        Fixtures.source(database, tenant, "acme");
        boards.details("acme", this::page);
        list(120);
    }

    @Test
    void readsTheDetailsOfWhatIsNewOrChangedAndOfNothingElse() throws Exception {
        // When
        var first = poll(Bounds.usual());
        var again = poll(Bounds.usual());
        boards.lists("acme", List.of(shortRow("job-0", "Cook"), shortRow("job-1", "Engineer 1")));
        var changed = poll(Bounds.usual());

        // Then
        assertThat(first.totals().detailsRead()).isEqualTo(120);
        assertThat(first.totals().detailsDue()).isZero();
        assertThat(first.sources().getFirst().detailsRead()).isEqualTo(120);
        assertThat(again.totals().detailsRead()).isZero();
        assertThat(changed.totals().detailsRead()).isOne();
        assertThat(asked).hasSize(121);
        assertThat(described()).isEqualTo(120);
        assertThat(as(tenant).get("/polls/" + first.id()).json().number("sources[0].detailsRead")).isEqualTo(120);
    }

    @Test
    void askAHostNoMoreAtOnceThanItAnswers() throws Exception {
        // Given
        Fixtures.source(database, tenant, "birch");
        boards.lists("birch", List.of(shortRow("b-0", "Cook"), shortRow("b-1", "Baker")));
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        boards.details("birch", this::page);
        boards.details(
                "acme",
                listed -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    return page(listed).onItem().delayIt().by(Duration.ofMillis(5)).invoke(now::decrementAndGet);
                });

        // When
        var poll = poll(Bounds.usual());

        // Then
        assertThat(poll.totals().detailsRead()).isEqualTo(122);
        assertThat(most.get()).isBetween(2, 6);
    }

    @Test
    void answersAtTheDeadlineWithEveryListAndSaysWhatIsComing() throws Exception {
        // Given
        Fixtures.source(database, tenant, "plain");
        boards.lists("plain", Fixtures.postings(3));
        var gate = new CompletableFuture<Void>();
        boards.details("acme", listed -> Uni.createFrom().completionStage(gate::copy).flatMap(open -> page(listed)));
        var service = process.service(boards, Bounds.usual().answerWithin(Duration.ofSeconds(2)));

        // When
        var early = Blocking.await(service.poll(tenant), SOON);
        var events = Blocking.await(service.events(tenant, early.id()), SOON).collect().asList();
        gate.complete(null);
        var names = events.subscribeAsCompletionStage().get(30, TimeUnit.SECONDS);

        // Then
        assertThat(early.state()).isEqualTo(PollState.RUNNING);
        assertThat(early.totals().done()).isEqualTo(2);
        assertThat(early.totals().added()).isEqualTo(123);
        assertThat(early.sources())
                .filteredOn(source -> source.detailsDue() > 0)
                .singleElement()
                .satisfies(source -> assertThat(source.detailsDue()).isEqualTo(120));
        assertThat(names.stream().filter(PollEvent.Details.class::isInstance)).isNotEmpty();
        assertThat(names.stream().map(PollEvent::name)).endsWith("done");
        var late = Blocking.await(service.get(tenant, early.id()), SOON);
        assertThat(late.state()).isEqualTo(PollState.COMPLETED);
        assertThat(late.totals().detailsDue()).isZero();
        assertThat(late.totals().detailsRead()).isEqualTo(120);
    }

    @Test
    void aFailureIsCountedAndTriedAgainAndArchivesNothing() throws Exception {
        // Given
        var why = new FetchFailure(FetchFailure.Code.UNKNOWN_POSTING, "There is no such page.");
        list(12);
        boards.details(
                "acme",
                listed ->
                        listed.externalId().equals("job-3")
                                ? Uni.createFrom().failure(new FetchException(why))
                                : page(listed));

        // When
        var first = poll(Bounds.usual());
        boards.details("acme", this::page);
        var second = poll(Bounds.usual());

        // Then
        assertThat(first.totals().detailsFailed()).isOne();
        assertThat(first.totals().detailsRead()).isEqualTo(11);
        assertThat(first.state()).isEqualTo(PollState.COMPLETED);
        assertThat(second.totals().detailsRead()).isOne();
        assertThat(described()).isEqualTo(12);
        assertThat(as(tenant).get("/postings?limit=200").json().items("items"))
                .noneMatch(posting -> posting.has("missingSince"));
    }

    @Test
    void leavesABoardThatRefusesEverythingToTheNextPoll() throws Exception {
        // Given
        var refused = new AtomicInteger();
        var why = new FetchFailure(FetchFailure.Code.FORBIDDEN, "The host refuses to answer us.");
        boards.details(
                "acme",
                listed -> {
                    refused.incrementAndGet();
                    return Uni.createFrom().failure(new FetchException(why));
                });

        // When
        var poll = poll(Bounds.usual());

        // Then
        assertThat(refused.get()).isBetween(20, 26);
        assertThat(poll.state()).isEqualTo(PollState.COMPLETED);
        assertThat(poll.totals().detailsDue() + poll.totals().detailsFailed()).isEqualTo(120);
    }

    @Test
    void whatAKilledProcessLeftIsReadByTheNextPoll() throws Exception {
        // Given: a process that stops in the middle of the details
        var half = new CountDownGate(60);
        boards.details("acme", listed -> half.pass() ? page(listed) : Uni.createFrom().nothing());
        var killed = process.service(boards, Bounds.usual());
        var run = Blocking.await(killed.begin(tenant), SOON);
        half.awaitClosed();
        killed.stop(new ShutdownEvent());

        // When
        boards.details("acme", this::page);
        var next = poll(Bounds.usual());

        // Then
        assertThat(as(tenant).get("/polls/" + run.id()).json().text("state")).isEqualTo("FAILED");
        assertThat(next.totals().detailsRead()).isBetween(60, 120);
        assertThat(next.totals().added()).isZero();
        assertThat(described()).isEqualTo(120);
    }

    /// Lets so many through and no more.
    private static final class CountDownGate {
        private final AtomicInteger left;
        private final CompletableFuture<Void> closed = new CompletableFuture<>();

        CountDownGate(int most) {
            left = new AtomicInteger(most);
        }

        boolean pass() {
            var open = left.getAndDecrement() > 0;
            if (!open) {
                closed.complete(null);
            }
            return open;
        }

        void awaitClosed() throws Exception {
            closed.get(30, TimeUnit.SECONDS);
        }
    }

    private PollView poll(Bounds bounds) {
        return Blocking.await(process.service(boards, bounds).poll(tenant), SOON);
    }

    private void list(int count) {
        boards.lists("acme", IntStream.range(0, count).mapToObj(i -> shortRow("job-" + i, "Engineer " + i)).toList());
    }

    private static ListedPosting shortRow(String id, String title) {
        return with(posting(id, title), Description.NONE);
    }

    private Uni<ListedPosting> page(ListedPosting listed) {
        asked.add(listed.externalId());
        return Uni.createFrom().item(with(listed, Description.of("All about " + listed.title(), null)));
    }

    private static ListedPosting with(ListedPosting posting, Description description) {
        return new ListedPosting(
                posting.externalId(),
                posting.requisition(),
                posting.title(),
                posting.company(),
                posting.departments(),
                posting.locations(),
                posting.terms(),
                posting.postedAt(),
                posting.updatedAt(),
                description,
                posting.url(),
                posting.applyUrl());
    }

    private int described() throws SQLException {
        try (var connection = database.getConnection();
                var statement =
                        connection.prepareStatement(
                                "select count(*) from posting where tenant = ? and description_text like 'All about %'")) {
            statement.setString(1, tenant);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }
}
