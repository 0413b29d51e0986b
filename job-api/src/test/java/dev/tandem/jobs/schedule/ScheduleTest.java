package dev.tandem.jobs.schedule;

import static dev.tandem.jobs.Fixtures.as;
import static dev.tandem.jobs.Fixtures.scoped;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.common.async.Blocking;
import dev.tandem.common.redis.Lease;
import dev.tandem.common.redis.Leases;
import dev.tandem.common.testing.RealPostgres;
import dev.tandem.common.testing.RealRedis;
import dev.tandem.jobs.Fixtures;
import dev.tandem.jobs.fetch.BoardFetchers;
import dev.tandem.jobs.poll.PollProcess;
import dev.tandem.jobs.poll.RecordedBoards;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(RealPostgres.class)
@QuarkusTestResource(RealRedis.class)
@QuarkusTestResource(RecordedBoards.class)
class ScheduleTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject ScheduleRepository schedules;

    @Inject PollProcess process;

    @Inject Leases leases;

    @Inject AgroalDataSource database;

    private final BoardFetchers boards = new BoardFetchers(List.of());
    private final String tenant = Fixtures.tenant();

    @Test
    void isSetAndShownAndTakenBack() {
        // When
        var set = as(tenant).body("{\"cron\": \"0 6 * * 1-5\", \"zone\": \"Europe/Berlin\"}").put("/polls/schedule");

        // Then
        assertThat(set.status()).as(set.text()).isEqualTo(200);
        assertThat(set.json().text("cron")).isEqualTo("0 6 * * 1-5");
        assertThat(set.json().text("jitter")).isEqualTo("PT5M");
        assertThat(Instant.parse(set.json().required("nextAt"))).isAfter(Instant.now());
        assertThat(as(tenant).get("/polls/schedule").text()).isEqualTo(set.text());
        assertThat(as(Fixtures.tenant()).get("/polls/schedule").status()).isEqualTo(404);
        assertThat(scoped("jobs:read").body("{}").put("/polls/schedule").status()).isEqualTo(403);

        assertThat(as(tenant).body("{\"every\": \"PT6H\"}").put("/polls/schedule").json().text("cron")).isNull();
        assertThat(as(tenant).delete("/polls/schedule").status()).isEqualTo(204);
        assertThat(as(tenant).delete("/polls/schedule").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "cron; {\"cron\": \"at noon\"}",
                "cron; {\"cron\": \"* * * * *\"}",
                "every; {\"every\": \"PT1M\"}",
                "every; {\"every\": \"-PT6H\"}",
                "every; {}",
                "cron; {\"cron\": \"0 6 * * *\", \"every\": \"PT6H\"}",
                "zone; {\"cron\": \"0 6 * * *\", \"zone\": \"Atlantis\"}",
                "jitter; {\"every\": \"PT6H\", \"jitter\": \"P2D\"}",
            })
    void namesTheFieldThatIsWrong(String field, String body) {
        var answer = as(tenant).body(body).put("/polls/schedule");

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().text("errors[0].field")).isEqualTo(field);
    }

    @Test
    void oneOfTwoProcessesBeginsThePollEvenWhereBothHoldTheLease() throws Exception {
        // Given
        var due = dueSince("1 minute");
        var both = new CyclicBarrier(2);
        Callable<Boolean> firing =
                () -> {
                    both.await();
                    Blocking.await(unguarded().fireDue(), SOON);
                    return true;
                };

        // When
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(List.of(firing, firing))) {
                assertThat(done.get()).isTrue();
            }
        }

        // Then
        assertThat(polls()).isOne();
        var poll = as(tenant).get("/polls").json();
        assertThat(Instant.parse(poll.required("items[0].scheduledFor"))).isEqualTo(due);
        assertThat(nextAt()).isAfter(Instant.now());
    }

    @Test
    void aTimeThatWasServedComesToNothingForWhoeverIsLate() throws Exception {
        // Given: the other process has read what is due, and sleeps
        dueSince("1 minute");
        var found = Blocking.await(schedules.due(), SOON);
        Blocking.await(unguarded().fireDue(), SOON);
        awaitEnd();
        // Whatever became of it: only that it was begun counts.
        run("update poll set state = 'FAILED' where tenant = ?");

        // When
        var late = process.service(boards);
        for (var due : found) {
            Blocking.await(late.fire(due.tenant(), due.at()), SOON);
        }

        // Then
        assertThat(polls()).isOne();
    }

    @Test
    void downtimeIsMadeUpForByOnePoll() throws Exception {
        // Given
        dueSince("3 days");

        // When
        Blocking.await(unguarded().fireDue(), SOON);
        awaitEnd();
        Blocking.await(unguarded().fireDue(), SOON);

        // Then
        assertThat(polls()).isOne();
        assertThat(nextAt()).isBetween(Instant.now(), Instant.now().plus(Duration.ofHours(7)));
    }

    @Test
    void leavesATimeDueUntilThePollThatRunsHasSurvived() throws Exception {
        // Given: a poll whose process is dead already, which nobody knows yet
        dueSince("1 minute");
        run(
                """
                insert into poll (id, tenant, state, started_at, heartbeat_at, summary)
                values (gen_random_uuid(), ?, 'RUNNING', now() - interval '2 minutes', now(),
                    '{"totals": {}, "sources": []}')
                """);

        // When
        Blocking.await(unguarded().fireDue(), SOON);
        var meanwhile = nextAt();
        run("update poll set heartbeat_at = now() - interval '1 hour' where tenant = ?");
        Blocking.await(unguarded().fireDue(), SOON);

        // Then
        assertThat(meanwhile).isBefore(Instant.now());
        assertThat(polls()).isEqualTo(2);
        assertThat(nextAt()).isAfter(Instant.now());
    }

    @Test
    void whoeverHoldsTheLeaseGoesFirst() throws Exception {
        // Given
        dueSince("1 minute");
        var held = Blocking.await(leases.take("jobs:schedule:" + tenant, SOON), SOON).orElseThrow();
        var tick = new ScheduleTick(schedules, process.service(boards), key -> leases.take(key, SOON), leases::release);

        // When
        Blocking.await(tick.fireDue(), SOON);
        var meanwhile = polls();
        Blocking.await(leases.release(held), SOON);
        Blocking.await(tick.fireDue(), SOON);

        // Then
        assertThat(meanwhile).isZero();
        assertThat(polls()).isOne();
    }

    @Test
    void goesOnWithoutRedis() throws Exception {
        // Given
        dueSince("1 minute");
        var tick =
                new ScheduleTick(
                        schedules,
                        process.service(boards),
                        key -> Uni.createFrom().failure(new IllegalStateException("Redis is away.")),
                        leases::release);

        // When
        Blocking.await(tick.fireDue(), SOON);

        // Then
        assertThat(polls()).isOne();
    }

    @Test
    void beginsNothingThatIsTurnedOff() throws Exception {
        // Given
        dueSince("1 minute");
        run("update poll_schedule set enabled = false where tenant = ?");

        // When
        Blocking.await(unguarded().fireDue(), SOON);

        // Then
        assertThat(polls()).isZero();
    }

    /// A process of its own, to which the lease is always granted.
    private ScheduleTick unguarded() {
        return new ScheduleTick(
                schedules,
                process.service(boards),
                key -> Uni.createFrom().item(Optional.of(new Lease(key, "granted"))),
                lease -> Uni.createFrom().item(true));
    }

    private Instant dueSince(String interval) throws SQLException {
        as(tenant).body("{\"every\": \"PT6H\"}").put("/polls/schedule").expect(200);
        run("update poll_schedule set next_at = now() - interval '%s' where tenant = ?".formatted(interval));
        return nextAt();
    }

    private void awaitEnd() {
        var until = System.nanoTime() + SOON.toNanos();
        while (System.nanoTime() < until
                && as(tenant).get("/polls").json().required("items[0].state").equals("RUNNING")) {
            LockSupport.parkNanos(10_000_000);
        }
    }

    private int polls() {
        return as(tenant).get("/polls").json().items("items").size();
    }

    private Instant nextAt() {
        return Instant.parse(as(tenant).get("/polls/schedule").json().required("nextAt"));
    }

    private void run(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant);
            statement.executeUpdate();
        }
    }
}
