package dev.tandem.audit.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.audit.dispatch.Claim;
import dev.tandem.audit.dispatch.Claims;
import dev.tandem.common.testing.RealPostgres;
import dev.tandem.common.testing.RealRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Failed scans are the dead letters: they can be listed and run again.
@QuarkusTest
@TestProfile(NoWorker.class)
@QuarkusTestResource(RealPostgres.class)
@QuarkusTestResource(RealRedis.class)
class ReplayTest {

    private static final ScanError FINAL = new ScanError("DNS_NAME_NOT_FOUND", "There is no such host.", false);
    private static final ScanResult RESULT = new ScanResult(null, null, List.of(), null);

    @Inject Claims claims;

    @Inject Pool pool;

    private final Api api = Api.newTenant();

    @Test
    void listsTheFailedScansTheLatestFailureFirst() {
        var first = api.scan();
        var second = api.scan();
        var third = api.scan();
        fail(second);
        fail(third);
        fail(first);

        var listed = new ArrayList<UUID>();
        for (String cursor = ""; cursor != null; ) {
            var page = api.get("/scans?status=failed&limit=1&cursor=" + cursor).json();
            listed.add(UUID.fromString(page.required("items[0].id")));
            assertThat(page.text("items[0].error.code")).isEqualTo("DNS_NAME_NOT_FOUND");
            cursor = page.text("next");
        }

        assertThat(listed).containsExactly(first, third, second);
        assertThat(api.get("/scans?status=PENDING").json().items("items")).isEmpty();
        assertThat(api.get("/scans?status=dead").status()).isEqualTo(400);
        assertThat(api.get("/scans?status=FAILED&cursor=nonsense").status()).isEqualTo(400);
    }

    @Test
    void aFailedScanRunsAgainAsIfItWereNew() {
        var id = api.scan();
        var zombie = fail(id);

        var replayed = api.post("/scans/" + id + "/replays", "");

        assertThat(replayed.status()).isEqualTo(202);
        assertThat(replayed.json().text("status")).isEqualTo("PENDING");
        assertThat(replayed.json().number("attempts")).isZero();
        assertThat(replayed.json().map("")).doesNotContainKeys("error", "finishedAt", "startedAt");
        assertThat(Api.value(pool, "select interruptions from scan where id = $1", id)).isEqualTo("0");
        var claim = claim(id);
        assertThat(claim.epoch()).isEqualTo(zombie.epoch() + 2);
        assertThat(claim.attempts()).isZero();
        assertThat(Api.await(claims.complete(claim, RESULT, List.of()))).isTrue();
    }

    @Test
    void aWorkerThatStillHoldsAnEarlierClaimCanWriteNothing() {
        var id = api.scan();
        var zombie = claim(id);
        giveUp(id);
        api.post("/scans/" + id + "/replays", "");

        assertThat(Api.await(claims.complete(zombie, RESULT, List.of()))).isFalse();
        var successor = claim(id);
        assertThat(Api.await(claims.complete(zombie, RESULT, List.of()))).isFalse();
        assertThat(Api.await(claims.fail(zombie, FINAL))).isFalse();

        assertThat(Api.await(claims.complete(successor, RESULT, List.of()))).isTrue();
        assertThat(Api.value(pool, "select epoch from scan_result where scan_id = $1", id))
                .isEqualTo(String.valueOf(successor.epoch()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PENDING", "QUEUED", "RUNNING", "RETRY_WAIT", "COMPLETED", "CANCELLED"})
    void onlyAFailedScanRunsAgain(String state) {
        var id = api.scan();
        Api.sql(pool, "update scan set state = $2 where id = $1", id, state);

        var refused = api.post("/scans/" + id + "/replays", "");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().text("code")).isEqualTo("SCAN_NOT_FAILED");
        assertThat(api.post("/scans/replays", "{\"ids\": [\"" + id + "\"]}").json().number("replayed")).isZero();
        assertThat(Api.value(pool, "select state from scan where id = $1", id)).isEqualTo(state);
    }

    @Test
    void runsThoseAgainThatAreNamed() {
        var one = api.scan();
        var two = api.scan();
        var three = api.scan();
        List.of(one, two, three).forEach(this::fail);

        var replayed = api.post("/scans/replays", "{\"ids\": [\"" + one + "\", \"" + three + "\"]}");

        assertThat(replayed.status()).isEqualTo(202);
        assertThat(replayed.json().number("replayed")).isEqualTo(2);
        assertThat(api.get("/scans?status=FAILED").json().texts("items", "id")).containsExactly(two.toString());
    }

    @Test
    void runsThoseAgainThatMatch() {
        var id = api.scan();
        fail(id);

        assertThat(replayed("{\"errorCode\": \"CONNECTION_CUT\"}")).isZero();
        assertThat(replayed("{\"projectId\": \"" + UUID.randomUUID() + "\"}")).isZero();
        assertThat(replayed("{\"batchId\": \"" + UUID.randomUUID() + "\"}")).isZero();
        assertThat(replayed("{\"failedSince\": \"2999-01-01T00:00:00Z\"}")).isZero();
        assertThat(replayed("{\"errorCode\": \"DNS_NAME_NOT_FOUND\", \"failedSince\": \"2020-01-01T01:00:00+01:00\"}"))
                .isEqualTo(1);
    }

    @Test
    void runsAllAgainHoweverManyThereAre() {
        // Half of them of the very same moment, which is more than one statement takes.
        Api.sql(
                pool,
                """
                insert into scan (id, tenant, url, host, engines, device, state, request_hash, error, finished_at)
                select gen_random_uuid(), $1, 'https://example.org/', 'example.org', '{AXE}', 'DESKTOP', 'FAILED', '',
                       '{"code": "X", "message": "X.", "retryable": false}',
                       now() - least(i, 1200) * interval '1 second'
                  from generate_series(1, 2500) i
                """,
                api.tenant());

        assertThat(replayed("{}")).isEqualTo(2500);

        assertThat(api.get("/scans?status=FAILED").json().items("items")).isEmpty();
        assertThat(replayed("{}")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ids\": [\"1\"]}",
                "{\"ids\": [null]}",
                "{\"ids\": [], \"errorCode\": \"X\"}",
                "{\"projectId\": \"1\"}",
                "{\"failedSince\": \"yesterday\"}",
                ""
            })
    void namesWhatIsWrongWithAChoice(String body) {
        var answer = api.post("/scans/replays", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().texts("errors", "field")).hasSize(1);
    }

    @Test
    void runsNothingOfAnotherTenantAgain() {
        var id = api.scan();
        fail(id);
        var stranger = Api.newTenant();

        assertThat(stranger.post("/scans/" + id + "/replays", "").status()).isEqualTo(404);
        assertThat(stranger.post("/scans/replays", "{\"ids\": [\"" + id + "\"]}").json().number("replayed")).isZero();
        assertThat(stranger.post("/scans/replays", "{}").json().number("replayed")).isZero();
        assertThat(api.get("/scans?status=FAILED").json().items("items")).hasSize(1);
    }

    private int replayed(String choice) {
        return api.post("/scans/replays", choice).json().number("replayed");
    }

    private Claim fail(UUID id) {
        var claim = claim(id);
        assertThat(Api.await(claims.fail(claim, FINAL))).isTrue();
        return claim;
    }

    private Claim claim(UUID id) {
        Api.sql(pool, "update scan set state = 'QUEUED', run_at = now() where id = $1", id);
        return Api.await(claims.claim(List.of(id), "worker")).getFirst();
    }

    /// What the reaper does to a scan that lost its worker too often, but for the epoch that it raises.
    private void giveUp(UUID id) {
        Api.sql(pool, "update scan set state = 'FAILED', finished_at = now() where id = $1", id);
    }
}
