package dev.tandem.audit.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.audit.issue.Certainty;
import dev.tandem.audit.issue.Finding;
import dev.tandem.audit.issue.Severity;
import dev.tandem.audit.issue.Source;
import dev.tandem.audit.issue.Stability;
import dev.tandem.audit.scan.Engine;
import dev.tandem.audit.scan.EngineRun;
import dev.tandem.audit.scan.NoWorker;
import dev.tandem.audit.scan.ScanError;
import dev.tandem.audit.scan.ScanResult;
import dev.tandem.common.testing.Json;
import dev.tandem.common.testing.RealPostgres;
import dev.tandem.common.testing.RealRedis;
import dev.tandem.common.testing.Request;
import dev.tandem.common.testing.TestTokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The protocol against a real database; the test plays the workers.
@QuarkusTest
@TestProfile(NoWorker.class)
@QuarkusTestResource(RealPostgres.class)
@QuarkusTestResource(RealRedis.class)
class ClaimsTest {

    private static final ScanError MAY_PASS = new ScanError("CONNECTION_CUT", "The connection was cut.", true);
    private static final ScanError NO_BROWSER =
            new ScanError("BROWSER_NOT_STARTED", "The browser could not be started.", true);
    private static final ScanError FINAL = new ScanError("DNS_NAME_NOT_FOUND", "There is no such host.", false);
    private static final ScanResult RESULT =
            new ScanResult(
                    null, null, List.of(new EngineRun(Engine.AXE, EngineRun.Outcome.SUCCEEDED, "4", 1, null)), null);
    private static final Finding FINDING =
            new Finding(
                    "f".repeat(64),
                    "image-alt",
                    List.of(new Source("axe", "image-alt")),
                    List.of(),
                    Severity.CRITICAL,
                    Certainty.VIOLATION,
                    Stability.CONFIRMED,
                    "Images must have alternative text",
                    "No alt.\u0000",
                    null,
                    List.of("1.1.1"),
                    List.of("img"),
                    "img",
                    "<img>");

    @Inject Claims claims;

    @Inject Pool pool;

    @Inject MeterRegistry meters;

    private UUID scan;

    @BeforeEach
    void acceptAScan() {
        scan =
                UUID.fromString(
                        Request.bearer(TestTokens.admin())
                                .body("{\"url\": \"https://example.org/\"}")
                                .post("/scans")
                                .json()
                                .required("id"));
        queue();
    }

    @Test
    void onlyOneOfManyWorkersGetsAScan() {
        var tries = IntStream.range(0, 8).mapToObj(i -> claims.claim(List.of(scan), "w" + i)).toList();

        var won = await(Uni.join().all(tries).andFailFast()).stream().flatMap(List::stream).toList();

        assertThat(won).hasSize(1);
        assertThat(won.getFirst().epoch()).isEqualTo(1);
        assertThat(state()).isEqualTo("RUNNING");
    }

    @Test
    void aScanCanBeFoundWithoutAHint() {
        for (var found = await(claims.claimNext("w", 10)); !found.isEmpty(); found = await(claims.claimNext("w", 10))) {
            if (found.stream().anyMatch(claim -> claim.scanId().equals(scan))) {
                return;
            }
        }
        throw new AssertionError("The scan was never found.");
    }

    @Test
    void aWorkerGetsNoMoreScansThanItHasPlacesFor() {
        acceptAScan();
        acceptAScan();

        assertThat(await(claims.claimNext("w", 2))).hasSize(2);
    }

    @Test
    void storesStatusResultAndFindingsTogether() {
        var claim = claim();

        assertThat(await(claims.complete(claim, RESULT, List.of(FINDING)))).isTrue();

        assertThat(get("").text("status")).isEqualTo("COMPLETED");
        assertThat(get("/issues").text("items[0].message")).isEqualTo("No alt.");
        assertThat(get("").number("attempts")).isEqualTo(1);
    }

    @Test
    void aWorkerThatLostItsClaimCanWriteNothing() {
        var zombie = claim();
        loseLease();
        var reaped = counted("audit.scans.reaped");
        await(claims.takeBack(100));
        assertThat(counted("audit.scans.reaped")).isGreaterThan(reaped);
        var successor = claim();
        var fenced = counted("audit.writes.fenced");

        assertThat(successor.epoch()).isEqualTo(zombie.epoch() + 2);
        assertThat(await(claims.heartbeat(zombie))).isEqualTo(Heartbeat.LOST);
        assertThat(await(claims.progress(zombie, Map.of("AXE", "RUNNING")))).isFalse();
        assertThat(await(claims.complete(zombie, RESULT, List.of(FINDING)))).isFalse();
        assertThat(await(claims.fail(zombie, MAY_PASS))).isFalse();
        assertThat(await(claims.release(zombie))).isFalse();
        assertThat(await(claims.cancelled(zombie))).isFalse();
        assertThat(state()).isEqualTo("RUNNING");
        assertThat(count("finding")).isZero();

        assertThat(await(claims.complete(successor, RESULT, List.of()))).isTrue();
        assertThat(await(claims.complete(zombie, RESULT, List.of(FINDING)))).isFalse();
        assertThat(count("finding")).isZero();
        assertThat(count("scan_result")).isEqualTo(1);
        assertThat(counted("audit.writes.fenced")).isEqualTo(fenced + 5);
    }

    @Test
    void aLostWorkerCostsNoAttempt() {
        claim();
        loseLease();
        await(claims.takeBack(100));

        assertThat(get("").number("attempts")).isZero();
        assertThat(column("interruptions")).isEqualTo("1");
        assertThat(state()).isEqualTo("QUEUED");
    }

    @Test
    void givesUpAScanThatKeepsLosingItsWorker() {
        for (var i = 0; i < 5; i++) {
            claim();
            loseLease();
            await(claims.takeBack(100));
        }

        assertThat(get("").text("status")).isEqualTo("FAILED");
        assertThat(get("").text("error.code")).isEqualTo("WORKER_LOST");
    }

    @Test
    void aScanIsHandedBackWithoutCostingAnAttempt() {
        var claim = claim();

        assertThat(await(claims.release(claim))).isTrue();

        assertThat(state()).isEqualTo("QUEUED");
        assertThat(get("").number("attempts")).isZero();
        assertThat(claim().epoch()).isEqualTo(claim.epoch() + 2);
    }

    @Test
    void triesAFailureThatMayPassThreeTimes() {
        for (var attempt = 1; attempt < 3; attempt++) {
            await(claims.fail(claim(), MAY_PASS));
            assertThat(state()).isEqualTo("RETRY_WAIT");
            assertThat(get("").text("status")).isEqualTo("PENDING");
            queue();
        }
        await(claims.fail(claim(), MAY_PASS));

        assertThat(get("").text("status")).isEqualTo("FAILED");
        assertThat(get("").number("attempts")).isEqualTo(3);
        assertThat(get("").text("error.code")).isEqualTo("CONNECTION_CUT");
    }

    @Test
    void aBrowserThatDoesNotStartCostsAScanNoAttempt() {
        for (var time = 0; time < 5; time++) {
            await(claims.fail(claim(), NO_BROWSER));
            assertThat(state()).isEqualTo("RETRY_WAIT");
            queue();
        }
        assertThat(get("").number("attempts")).isEqualTo(0);

        await(claims.complete(claim(), RESULT, List.of()));

        assertThat(get("").text("status")).isEqualTo("COMPLETED");
        assertThat(get("").number("attempts")).isEqualTo(1);
    }

    @Test
    void aScanThatWasClaimedVeryOftenIsGivenUpAtLast() {
        await(pool.preparedQuery("update scan set epoch = 99, attempts = 2 where id = $1").execute(Tuple.of(scan)));

        await(claims.fail(claim(), NO_BROWSER));

        assertThat(get("").text("status")).isEqualTo("FAILED");
        assertThat(get("").text("error.code")).isEqualTo("BROWSER_NOT_STARTED");
    }

    @Test
    void knowsWhetherAnEndWasStoredWhoseAnswerWasLost() {
        var claim = claim();
        assertThat(await(claims.isEnded(claim))).isFalse();

        await(claims.complete(claim, RESULT, List.of(FINDING)));

        assertThat(await(claims.isEnded(claim))).isTrue();
        assertThat(await(claims.complete(claim, RESULT, List.of(FINDING)))).isFalse();
        assertThat(count("finding")).isEqualTo(1);
    }

    @Test
    void aLostClaimIsNoEndOfTheWorkersOwn() {
        var claim = claim();
        loseLease();
        await(claims.takeBack(100));

        assertThat(await(claims.isEnded(claim))).isFalse();
    }

    @Test
    void aScanThatIsHandedBackTooOftenIsGivenUp() {
        for (var i = 0; i < 5; i++) {
            await(claims.release(claim()));
        }

        assertThat(get("").text("status")).isEqualTo("FAILED");
        assertThat(get("").text("error.code")).isEqualTo("WORKER_LOST");
        assertThat(get("").number("attempts")).isZero();
    }

    @Test
    void aScanThatWasCancelledIsNotHandedBackButOver() {
        var claim = claim();
        Request.bearer(TestTokens.admin()).delete("/scans/" + scan);

        assertThat(await(claims.release(claim))).isTrue();

        assertThat(get("").text("status")).isEqualTo("CANCELLED");
    }

    @Test
    void doesNotTryAgainWhatCannotPass() {
        await(claims.fail(claim(), FINAL));

        assertThat(get("").text("status")).isEqualTo("FAILED");
        assertThat(get("").number("attempts")).isEqualTo(1);
    }

    @Test
    void aRunningScanHearsThatItIsCancelled() {
        var claim = claim();
        assertThat(await(claims.heartbeat(claim))).isEqualTo(Heartbeat.ALIVE);

        Request.bearer(TestTokens.admin()).delete("/scans/" + scan);

        assertThat(await(claims.heartbeat(claim))).isEqualTo(Heartbeat.CANCEL);
        assertThat(await(claims.cancelled(claim))).isTrue();
        assertThat(get("").text("status")).isEqualTo("CANCELLED");
    }

    private Claim claim() {
        return await(claims.claim(List.of(scan), "worker")).getFirst();
    }

    /// What the feeder does when the scan's turn has come.
    private void queue() {
        sql("update scan set state = 'QUEUED', run_at = now() where id = $1");
    }

    private void loseLease() {
        sql("update scan set lease_until = now() - interval '1 second' where id = $1");
    }

    private void sql(String statement) {
        await(pool.preparedQuery(statement).execute(Tuple.of(scan)));
    }

    private double counted(String counter) {
        return meters.get(counter).counter().count();
    }

    private String state() {
        return column("state");
    }

    private String column(String name) {
        var rows =
                await(
                        pool.preparedQuery("select " + name + "::text as it from scan where id = $1")
                                .execute(Tuple.of(scan)));
        return rows.iterator().next().getString("it");
    }

    private long count(String table) {
        var rows =
                await(
                        pool.preparedQuery("select count(*) as it from " + table + " where scan_id = $1")
                                .execute(Tuple.of(scan)));
        return rows.iterator().next().getLong("it");
    }

    private Json get(String path) {
        return Request.bearer(TestTokens.admin()).get("/scans/" + scan + path).json();
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(10));
    }
}
