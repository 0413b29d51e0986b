package dev.tandem.audit.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.audit.dispatch.Claims;
import dev.tandem.audit.scan.NoWorker;
import dev.tandem.common.testing.Json;
import dev.tandem.common.testing.RealPostgres;
import dev.tandem.common.testing.RealRedis;
import dev.tandem.common.testing.Request;
import dev.tandem.common.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who may be queued next, against a real database.
@QuarkusTest
@TestProfile(NoWorker.class)
@QuarkusTestResource(RealPostgres.class)
@QuarkusTestResource(RealRedis.class)
class AdmissionTest {

    private static final int WINDOW = 4;

    @Inject Admission admission;

    @Inject Feeder feeder;

    @Inject Claims claims;

    @Inject Retention retention;

    @Inject Pool pool;

    @BeforeEach
    void emptyTheQueue() {
        run("truncate scan, queue_control, project cascade");
        // A scan that ended, or an order, in the test before has had the queue looked at once more.
        Awaitility.await().until(feeder::isAtRest);
    }

    @Test
    void aThousandScansOfOneTenantDoNotStandBeforeAnothersOne() {
        many("big", 1_000, "host-#.example");
        var single = one("small", "alone.example", 0);

        var queued = admit();

        assertThat(queued).hasSize(WINDOW + 1).contains(single);
        assertThat(queued.indexOf(single)).isLessThan(2);
        assertThat(admit()).isEmpty();
    }

    @Test
    void takesTheHighestPriorityFirstAndThenTheOldest() {
        var first = one("t", "a.example", 0);
        var second = one("t", "b.example", 0);
        var urgent = one("t", "c.example", 10);
        var late = one("t", "d.example", -1);

        assertThat(admit()).containsExactly(urgent, first, second, late);
    }

    @Test
    void noHostGetsMoreThanItsLimitWhateverStandsBehindIt() {
        many("t", 100, "one.example");
        var behind = one("t", "other.example", 0);

        assertThat(admitAll()).hasSize(4);
        run("update scan set state = 'RUNNING' where state = 'QUEUED'");

        assertThat(admitAll()).containsExactly(behind);
        assertThat(count("state <> 'PENDING' and host = 'one.example'")).isEqualTo(4);
    }

    @Test
    void anEndMakesRoomForTheNextOfTheSameHost() {
        many("t", 10, "one.example");
        admitAll();
        var claim = await(claims.claimNext("w", 1)).getFirst();
        assertThat(admitAll()).isEmpty();

        await(claims.cancelled(claim));

        assertThat(admitAll()).hasSize(1);
        assertThat(count("held_by = 'host:one.example'")).isEqualTo(5);
    }

    @Test
    void aHostsLimitHoldsOverAllTenants() {
        many("t1", 4, "one.example");
        many("t2", 4, "one.example");

        admitAll();

        assertThat(count("state = 'QUEUED'")).isEqualTo(4);
    }

    @Test
    void aProjectGetsNoMoreThanItsConcurrentScans() {
        var project = UUID.randomUUID();
        run("insert into project (id, tenant, name, concurrent_scans) values ('" + project + "', 't', 'p', 2)");
        many("t", 8, "host-#.example");
        run("update scan set project_id = '" + project + "'");

        assertThat(admitAll()).hasSize(2);
        run("update project set concurrent_scans = null");
        assertThat(admitAll()).hasSize(2);
        run("update scan set state = 'COMPLETED' where state = 'QUEUED'");
        assertThat(admitAll()).hasSize(4);
        assertThat(count("held_by is not null and state = 'PENDING'")).isZero();
    }

    @Test
    void twoProcessesThatAdmitAtOnceKeepTheLimit() {
        many("t", 100, "one.example");
        many("u", 100, "one.example");

        while (await(eightAtOnce()).stream().allMatch(Admission.Admitted::elsewhere)) {
            // The application's own round held the lock.
        }

        assertThat(count("state = 'QUEUED'")).isEqualTo(4);
    }

    private Uni<List<Admission.Admitted>> eightAtOnce() {
        var rounds = new ArrayList<Uni<Admission.Admitted>>();
        for (var i = 0; i < 8; i++) {
            rounds.add(admission.admit(50));
        }
        return Uni.join().all(rounds).andFailFast();
    }

    @Test
    void nothingOfABatchStartsBeforeAllOfItIsThere() {
        many("t", 3, "host-#.example");
        run("update scan set held_by = 'batch:" + UUID.randomUUID() + "'");

        assertThat(admitAll()).isEmpty();
        run("update scan set held_by = null");
        assertThat(admitAll()).hasSize(3);
    }

    @Test
    void whatIsPausedIsTakenOutOfTheQueueAndComesBackWhenItIsResumed() {
        one("default", "a.example", 0);
        one("other", "b.example", 0);
        admitAll();
        assertThat(count("state = 'QUEUED'")).isEqualTo(2);

        var paused = order("pause", "");
        assertThat(paused.flag("paused")).isTrue();
        assertThat(paused.number("waiting")).isEqualTo(1);
        assertThat(count("state = 'QUEUED' and tenant = 'default'")).isZero();
        assertThat(count("state = 'QUEUED' and tenant = 'other'")).isEqualTo(1);
        assertThat(admitAll()).isEmpty();
        assertThat(demand()).isEqualTo(1);

        order("resume", "");
        await(feeder.tick());
        assertThat(count("state = 'QUEUED'")).isEqualTo(2);
        assertThat(demand()).isEqualTo(2);
    }

    @Test
    void everybodyIsPausedByAnAdministratorAlone() {
        one("other", "b.example", 0);

        Request.bearer(TestTokens.scoped("audit:write")).post("/queue/pause?everybody=true").expect(403);
        order("pause", "?everybody=true");

        assertThat(admitAll()).isEmpty();
        order("resume", "?everybody=true");
        await(feeder.tick());
        assertThat(count("state = 'QUEUED'")).isEqualTo(1);
    }

    @Test
    void drainingIsSaidAndWhatWasAcceptedRuns() {
        one("default", "a.example", 0);

        assertThat(order("drain", "").flag("draining")).isTrue();

        await(feeder.tick());
        assertThat(count("state = 'QUEUED'")).isEqualTo(1);
        assertThat(order("resume", "").flag("draining")).isFalse();
    }

    @Test
    void aFailedAttemptComesBackWhenItIsDue() {
        var scan = one("t", "a.example", 0);
        run("update scan set state = 'RETRY_WAIT', run_at = now() + interval '1 hour'");
        await(feeder.tick());
        assertThat(count("state = 'RETRY_WAIT'")).isEqualTo(1);

        run("update scan set run_at = now() where id = '" + scan + "'");
        await(feeder.tick());

        assertThat(count("state = 'QUEUED'")).isEqualTo(1);
    }

    @Test
    void bookkeepingIsForgottenAfterItsTimeAndNothingElseIs() {
        var completed = ended("COMPLETED", "2 hours");
        var recent = ended("COMPLETED", "30 minutes");
        var failed = ended("FAILED", "2 hours");
        var longFailed = ended("FAILED", "25 hours");
        var running = ended("RUNNING", "25 hours");

        await(retention.forget());

        assertThat(attemptsOf(completed)).isZero();
        assertThat(attemptsOf(recent)).isEqualTo(1);
        assertThat(attemptsOf(failed)).isEqualTo(1);
        assertThat(attemptsOf(longFailed)).isZero();
        assertThat(attemptsOf(running)).isEqualTo(1);
        assertThat(count("true")).isEqualTo(5);
    }

    private UUID ended(String state, String ago) {
        var scan = one("t", "a.example", 0);
        run(
                "update scan set state = '%s', finished_at = now() - interval '%s' where id = '%s'"
                        .formatted(state, ago, scan));
        run(
                """
                insert into scan_attempt (scan_id, epoch, worker, ended_at, outcome)
                values ('%s', 1, 'w', now() - interval '%s', 'COMPLETED')\
                """
                        .formatted(scan, ago));
        return scan;
    }

    private long attemptsOf(UUID scan) {
        return number("select count(*) as it from scan_attempt where scan_id = '" + scan + "'");
    }

    /// @param host `#` becomes a number
    private void many(String tenant, int count, String host) {
        run(
                """
                insert into scan (id, tenant, url, host, engines, device, state, request_hash, created_at)
                select gen_random_uuid(), '%s', 'http://example.org/', replace('%s', '#', n::text), '{AXE}', 'DESKTOP',
                       'PENDING', '', now() + n * interval '1 microsecond' from generate_series(1, %d) n\
                """
                        .formatted(tenant, host, count));
    }

    private UUID one(String tenant, String host, int priority) {
        var id = UUID.randomUUID();
        await(
                pool.preparedQuery(
                                """
                                insert into scan (id, tenant, url, host, engines, device, state, request_hash, priority,
                                                  created_at)
                                values ($1, $2, 'http://example.org/', $3, '{AXE}', 'DESKTOP', 'PENDING', '', $4,
                                        clock_timestamp())\
                                """)
                        .execute(Tuple.of(id, tenant, host, (short) priority)));
        return id;
    }

    private List<UUID> admit() {
        return await(admission.admit(WINDOW)).queued();
    }

    private List<UUID> admitAll() {
        var all = new ArrayList<UUID>();
        Admission.Admitted round;
        do {
            round = await(admission.admit(WINDOW));
            all.addAll(round.queued());
        } while (round.mayBeMore());
        return all;
    }

    private static Json order(String order, String query) {
        return Request.bearer(TestTokens.admin()).post("/queue/" + order + query).expect(200).json();
    }

    private long demand() {
        return number("select demand as it from audit_demand");
    }

    private long count(String condition) {
        return number("select count(*) as it from scan where " + condition);
    }

    private long number(String query) {
        return await(pool.query(query).execute()).iterator().next().getLong("it");
    }

    private void run(String statement) {
        await(pool.query(statement).execute());
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(10));
    }
}
