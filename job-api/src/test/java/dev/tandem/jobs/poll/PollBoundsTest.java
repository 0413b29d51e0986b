package dev.tandem.jobs.poll;

import static dev.tandem.jobs.Fixtures.postings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.common.async.Blocking;
import dev.tandem.common.testing.RealPostgres;
import dev.tandem.common.testing.RealRedis;
import dev.tandem.jobs.Fixtures;
import dev.tandem.jobs.listing.Listing;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// How long things may take and how many may go on at once, with a service put together by hand.
@QuarkusTest
@QuarkusTestResource(RealPostgres.class)
@QuarkusTestResource(RealRedis.class)
@QuarkusTestResource(RecordedBoards.class)
class PollBoundsTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject PollRepository repository;

    @Inject PollProcess process;

    @Inject AgroalDataSource database;

    private final FakeBoards boards = new FakeBoards();
    private final String tenant = Fixtures.tenant();

    @Test
    void readsTenSourcesAtOnceAndNeverEleven() throws Exception {
        // Given: each board waits for nine others, and lingers so that an eleventh would be seen
        var ten = new CyclicBarrier(10);
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        for (var i = 0; i < 30; i++) {
            Fixtures.source(database, tenant, "board-" + i);
            boards.answer(
                    "board-" + i,
                    () -> {
                        most.accumulateAndGet(now.incrementAndGet(), Math::max);
                        try {
                            ten.await(20, TimeUnit.SECONDS);
                        } catch (Exception alone) {
                            throw new IllegalStateException(alone);
                        }
                        return Uni.createFrom()
                                .<Listing>item(new Listing.Complete(postings(2)))
                                .onItem()
                                .delayIt()
                                .by(Duration.ofMillis(100))
                                .invoke(now::decrementAndGet);
                    });
        }

        // When
        var poll = await(service(Bounds.usual()).poll(tenant));

        // Then
        assertThat(poll.totals().failed()).isZero();
        assertThat(poll.totals().added()).isEqualTo(60);
        assertThat(most).hasValue(10);
    }

    @Test
    void aBoardThatHangsFailsInTimeAndTheOthersDont() throws Exception {
        // Given
        Fixtures.source(database, tenant, "silent");
        Fixtures.source(database, tenant, "blocking");
        Fixtures.source(database, tenant, "good");
        var interrupted = new CountDownLatch(1);
        boards.answer("silent", () -> Uni.createFrom().nothing());
        boards.answer(
                "blocking",
                () -> {
                    try {
                        return Uni.createFrom()
                                .item(
                                        new Listing.Complete(
                                                postings(new CountDownLatch(1).await(9, TimeUnit.MINUTES) ? 1 : 2)));
                    } catch (InterruptedException cancelled) {
                        interrupted.countDown();
                        throw new IllegalStateException(cancelled);
                    }
                });
        boards.lists("good", postings(4));

        // When
        var poll = await(service(Bounds.usual().sourceWithin(Duration.ofSeconds(2))).poll(tenant));

        // Then
        assertThat(poll.state()).isEqualTo(PollState.COMPLETED);
        assertThat(poll.totals().added()).isEqualTo(4);
        assertThat(poll.sources())
                .filteredOn(outcome -> outcome.outcome() == SourceOutcome.Kind.FAILED)
                .hasSize(2)
                .allSatisfy(outcome ->
                        assertThat(outcome.error())
                                .isEqualTo(
                                        new SourceOutcome.Reason(
                                                "TIMEOUT",
                                                "Reading and storing this board took longer than 2 seconds.")));
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void answersInTimeAndGoesOn() throws Exception {
        // Given
        Fixtures.source(database, tenant, "fast");
        Fixtures.source(database, tenant, "slow");
        var gate = new CompletableFuture<Listing>();
        boards.lists("fast", postings(4));
        boards.answer("slow", () -> Uni.createFrom().completionStage(gate::copy));
        var service = service(Bounds.usual().answerWithin(Duration.ofSeconds(2)));

        // When
        var early = await(service.poll(tenant));
        var events = await(service.events(tenant, early.id())).collect().last().subscribeAsCompletionStage();
        gate.complete(new Listing.Complete(postings(1)));
        events.get(30, TimeUnit.SECONDS);

        // Then
        assertThat(early.state()).isEqualTo(PollState.RUNNING);
        assertThat(early.totals().done()).isOne();
        assertThat(early.sources()).singleElement().satisfies(outcome -> assertThat(outcome.added()).isEqualTo(4));
        var late = await(service.get(tenant, early.id()));
        assertThat(late.state()).isEqualTo(PollState.COMPLETED);
        assertThat(late.totals().added()).isEqualTo(5);
    }

    @Test
    void goesOnWhenItsCallerHangsUp() throws Exception {
        // Given
        Fixtures.source(database, tenant, "slow");
        var gate = new CompletableFuture<Listing>();
        var asked = new CompletableFuture<Boolean>();
        boards.answer(
                "slow",
                () -> {
                    asked.complete(true);
                    return Uni.createFrom().completionStage(gate::copy);
                });
        var service = service(Bounds.usual());
        var call = service.poll(tenant).subscribe().with(ignored -> {});
        asked.get(10, TimeUnit.SECONDS);

        // When
        call.cancel();
        var joined = service.poll(tenant).subscribeAsCompletionStage();
        gate.complete(new Listing.Complete(postings(3)));

        // Then
        assertThat(joined.get(30, TimeUnit.SECONDS).totals().added()).isEqualTo(3);
    }

    @Test
    void pointsToThePollThatRunsInAnotherProcessAndTellsItsEvents() throws Exception {
        // Given
        Fixtures.source(database, tenant, "slow");
        var gate = new CompletableFuture<Listing>();
        boards.answer("slow", () -> Uni.createFrom().completionStage(gate::copy));
        var theirs = service(Bounds.usual());
        var ours = service(Bounds.usual());
        var running = await(theirs.begin(tenant));

        // When
        var seen = await(ours.poll(tenant));
        var events = await(ours.events(tenant, running.id())).collect().asList().subscribeAsCompletionStage();
        gate.complete(new Listing.Complete(postings(3)));

        // Then
        assertThat(seen.id()).isEqualTo(running.id());
        assertThat(seen.state()).isEqualTo(PollState.RUNNING);
        assertThat(events.get(30, TimeUnit.SECONDS))
                .extracting(PollEvent::name)
                .startsWith("started", "progress")
                .contains("source")
                .endsWith("done");
        assertThat(await(ours.poll(tenant)).id()).isNotEqualTo(running.id());
    }

    @Test
    void aPollWhoseProcessDiedLocksNobodyOut() throws Exception {
        // Given
        Fixtures.source(database, tenant, "acme");
        boards.lists("acme", postings(1));
        var dead = await(repository.begin(tenant, null, Duration.ofMinutes(1))).orElseThrow().run().id();
        var service = service(Bounds.usual());
        assertThat(await(service.poll(tenant)).id()).isEqualTo(dead);

        // When
        silence(dead, "31 seconds");
        var told = await(service.get(tenant, dead));
        var next = await(service.poll(tenant));

        // Then
        assertThat(told.state()).isEqualTo(PollState.FAILED);
        assertThat(Objects.requireNonNull(told.error()).code()).isEqualTo("ABANDONED");
        assertThat(told.finishedAt()).isNotNull();
        assertThat(next.state()).isEqualTo(PollState.COMPLETED);
        assertThat(next.id()).isNotEqualTo(dead);
    }

    @Test
    void aPollWhoseSourcesCannotBeReadEndsAtOnceAndStandsInNobodysWay() throws Exception {
        // Given
        var source = Fixtures.source(database, tenant, "acme");
        boards.lists("acme", postings(1));
        setPolicy(source.id(), "{");

        // When
        var broken = await(service(Bounds.usual()).poll(tenant));
        setPolicy(source.id(), null);
        var next = await(service(Bounds.usual()).poll(tenant));

        // Then
        assertThat(broken.state()).isEqualTo(PollState.FAILED);
        assertThat(Objects.requireNonNull(broken.error()).code()).isEqualTo("INTERNAL");
        assertThat(next.state()).isEqualTo(PollState.COMPLETED);
    }

    private void setPolicy(UUID source, @Nullable String policy) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("update source set archive_policy = ? where id = ?")) {
            statement.setString(1, policy);
            statement.setObject(2, source);
            statement.executeUpdate();
        }
    }

    @Test
    void aPollThatWasDeclaredDeadStops() throws Exception {
        // Given
        Fixtures.source(database, tenant, "slow");
        boards.answer("slow", () -> Uni.createFrom().nothing());
        var paused = service(Bounds.usual());
        var run = await(paused.begin(tenant));
        var end = paused.poll(tenant).subscribeAsCompletionStage();

        // When
        await(repository.bury(tenant, Duration.ofSeconds(-1)));

        // Then
        assertThat(end.get(30, TimeUnit.SECONDS).state()).isEqualTo(PollState.FAILED);
        assertThat(await(paused.get(tenant, run.id())).state()).isEqualTo(PollState.FAILED);
    }

    @Test
    void aServiceThatStopsLeavesNoPollBehind() throws Exception {
        // Given
        Fixtures.source(database, tenant, "slow");
        boards.answer("slow", () -> Uni.createFrom().nothing());
        var stopping = service(Bounds.usual());
        var run = await(stopping.begin(tenant));

        // When
        stopping.stop(new ShutdownEvent());

        // Then
        var told = await(service(Bounds.usual()).get(tenant, run.id()));
        assertThat(told.state()).isEqualTo(PollState.FAILED);
        assertThat(Objects.requireNonNull(told.error()).code()).isEqualTo("STOPPED");
    }

    private PollService service(PollConfig config) {
        return process.service(boards, config);
    }

    private void silence(UUID poll, String length) throws SQLException {
        try (var connection = database.getConnection();
                var statement =
                        connection.prepareStatement(
                                "update poll set heartbeat_at = now() - ?::interval where id = ?")) {
            statement.setString(1, length);
            statement.setObject(2, poll);
            statement.executeUpdate();
        }
    }

    private static <T> T await(Uni<T> uni) {
        return Blocking.await(uni, SOON);
    }
}
