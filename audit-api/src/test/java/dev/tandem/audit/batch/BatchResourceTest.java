package dev.tandem.audit.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.audit.scan.Api;
import dev.tandem.audit.scan.NoWorker;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Lists of pages; nothing runs the scans here.
@QuarkusTest
@TestProfile(NoWorker.class)
@QuarkusTestResource(RealPostgres.class)
@QuarkusTestResource(RealRedis.class)
class BatchResourceTest {

    @Inject Pool pool;

    private final Api api = Api.newTenant();

    @Test
    void acceptsPagesAndCountsWhatIsNone() {
        var answer =
                api.post(
                        "/batches",
                        """
                        {"urls": ["https://a.org/", "https://b.org/", "ftp://c.org/", 5, "https://a.org/"],
                         "device": "MOBILE", "engines": ["AXE"], "priority": -3}
                        """);

        assertThat(answer.statusCode()).isEqualTo(202);
        var batch = answer.jsonPath();
        assertThat(answer.header("Location")).endsWith("/batches/" + batch.getString("id"));
        assertThat(batch.getString("status")).isEqualTo("PENDING");
        assertThat(batch.getInt("counts.total")).isEqualTo(2);
        assertThat(batch.getInt("rejected")).isEqualTo(2);
        assertThat(batch.getInt("rejections[0].index")).isEqualTo(2);
        assertThat(batch.getString("rejections[0].reason")).isEqualTo("must begin with http:// or https://.");
        var scan = api.get("/scans/" + scans(batch.getString("id"), "").getFirst()).jsonPath();
        assertThat(scan.getString("device")).isEqualTo("MOBILE");
        assertThat(scan.getInt("priority")).isEqualTo(-3);
        assertThat(scan.getMap("progress").keySet()).containsExactly((Object) "AXE");
        assertThat(scan.getString("batchId")).isEqualTo(batch.getString("id"));
        assertThat(held()).isZero();
    }

    @Test
    void acceptsOneAddressALine() {
        var answer =
                api.authenticated()
                        .contentType("text/plain")
                        .body("https://a.org/\n\nb.org\nftp://c.org/\n")
                        .post("/batches?device=TABLET&priority=5&engines=AXE");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.jsonPath().getInt("counts.total")).isEqualTo(2);
        assertThat(answer.jsonPath().getString("options.device")).isEqualTo("TABLET");
        assertThat(answer.jsonPath().getInt("options.priority")).isEqualTo(5);
        assertThat(api.authenticated().contentType("text/plain").body("a.org").post("/batches?priority=x").statusCode())
                .isEqualTo(400);
    }

    @Test
    void cancelsWhatWaitsAtOnceAndTellsWhatRuns() {
        var id = api.post("/batches", urls(4, "page")).jsonPath().getString("id");
        var ids = scans(id, "");
        move(ids.get(0), "RUNNING");
        move(ids.get(1), "COMPLETED");

        var cancelled = api.authenticated().delete("/batches/" + id);

        assertThat(cancelled.jsonPath().getString("status")).isEqualTo("PROCESSING");
        assertThat(cancelled.jsonPath().getInt("counts.cancelled")).isEqualTo(2);
        assertThat(scans(id, "?status=PROCESSING")).containsExactly(ids.get(0));
        assertThat(Api.value(pool, "select cancel_requested from scan where id = $1", UUID.fromString(ids.get(0))))
                .isEqualTo("true");
        move(ids.get(0), "CANCELLED");
        assertThat(api.get("/batches/" + id).jsonPath().getString("status")).isEqualTo("CANCELLED");
        assertThat(api.authenticated().delete("/batches/" + id).statusCode()).isEqualTo(409);
    }

    @Test
    void pagesThroughTheScansInTheOrderOfTheList() {
        var id = api.post("/batches", urls(5, "page")).jsonPath().getString("id");

        var urls = new ArrayList<String>();
        for (String cursor = ""; cursor != null; ) {
            var page = api.get("/batches/" + id + "/scans?limit=2&cursor=" + cursor).jsonPath();
            urls.addAll(page.getList("items.url", String.class));
            cursor = page.getString("next");
        }

        assertThat(urls).isEqualTo(IntStream.range(0, 5).mapToObj(i -> "https://example.org/page/" + i).toList());
        assertThat(scans(id, "?status=FAILED")).isEmpty();
        assertThat(api.get("/batches/" + id + "/scans?status=x").statusCode()).isEqualTo(400);
    }

    @Test
    void pagesThroughTheBatchesNewestFirst() {
        var first = api.post("/batches", urls(1, "a")).jsonPath().getString("id");
        var second = api.post("/batches", urls(1, "b")).jsonPath().getString("id");

        var page = api.get("/batches?limit=1").jsonPath();
        var rest = api.get("/batches?limit=1&cursor=" + page.getString("next")).jsonPath();

        assertThat(page.getString("items[0].id")).isEqualTo(second);
        assertThat(rest.getString("items[0].id")).isEqualTo(first);
        assertThat(rest.getString("next")).isNull();
    }

    @Test
    void runsTheFailedScansOfABatchAgain() {
        var id = api.post("/batches", urls(3, "page")).jsonPath().getString("id");
        scans(id, "").forEach(scan -> move(scan, "FAILED"));
        assertThat(api.get("/batches/" + id).jsonPath().getString("status")).isEqualTo("FAILED");
        assertThat(api.get("/batches/" + id).jsonPath().getString("finishedAt")).isNotBlank();

        var replayed = api.post("/scans/replays", "{\"batchId\": \"" + id + "\"}");

        assertThat(replayed.jsonPath().getInt("replayed")).isEqualTo(3);
        assertThat(api.get("/batches/" + id).jsonPath().getString("status")).isEqualTo("PENDING");
    }

    @Test
    void showsABatchToItsOwnTenantAlone() {
        var id = api.post("/batches", urls(1, "a")).jsonPath().getString("id");
        var stranger = Api.newTenant();

        for (var path : List.of("/batches/" + id, "/batches/" + id + "/scans")) {
            assertThat(stranger.get(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(stranger.get("/batches/" + id).jsonPath().getString("code")).isEqualTo("BATCH_NOT_FOUND");
        assertThat(stranger.get("/batches/" + id + "/events").statusCode()).isEqualTo(404);
        assertThat(stranger.authenticated().delete("/batches/" + id).statusCode()).isEqualTo(404);
        assertThat(stranger.get("/batches").jsonPath().getList("items")).isEmpty();
        assertThat(stranger.post("/scans/replays", "{\"batchId\": \"" + id + "\"}").jsonPath().getInt("replayed"))
                .isZero();
    }

    private static String urls(int number, String name) {
        return IntStream.range(0, number)
                .mapToObj(i -> "\"https://example.org/" + name + "/" + i + "\"")
                .collect(Collectors.joining(",\n", "{\"urls\": [", "]}"));
    }

    private List<String> scans(String batch, String query) {
        return api.get("/batches/" + batch + "/scans" + query).jsonPath().getList("items.id", String.class);
    }

    private void move(String scan, String state) {
        Api.sql(
                pool,
                "update scan set state = $2, finished_at = case when $2 <> 'RUNNING' then now() end where id = $1",
                UUID.fromString(scan),
                state);
    }

    private int held() {
        return Integer.parseInt(
                Api.value(
                        pool, "select count(*) from scan where tenant = $1 and held_by like 'batch:%'", api.tenant()));
    }
}
