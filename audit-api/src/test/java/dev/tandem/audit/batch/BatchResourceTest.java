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

        assertThat(answer.status()).isEqualTo(202);
        var batch = answer.json();
        assertThat(answer.header("Location")).endsWith("/batches/" + batch.text("id"));
        assertThat(batch.text("status")).isEqualTo("PENDING");
        assertThat(batch.number("counts.total")).isEqualTo(2);
        assertThat(batch.number("rejected")).isEqualTo(2);
        assertThat(batch.number("rejections[0].index")).isEqualTo(2);
        assertThat(batch.text("rejections[0].reason")).isEqualTo("must begin with http:// or https://.");
        var scan = api.get("/scans/" + scans(batch.required("id"), "").getFirst()).json();
        assertThat(scan.text("device")).isEqualTo("MOBILE");
        assertThat(scan.number("priority")).isEqualTo(-3);
        assertThat(scan.map("progress").keySet()).containsExactly("AXE");
        assertThat(scan.text("batchId")).isEqualTo(batch.text("id"));
        assertThat(held()).isZero();
    }

    @Test
    void acceptsOneAddressALine() {
        var answer =
                api.authenticated()
                        .header("Content-Type", "text/plain")
                        .body("https://a.org/\n\nb.org\nftp://c.org/\n")
                        .post("/batches?device=TABLET&priority=5&engines=AXE");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().number("counts.total")).isEqualTo(2);
        assertThat(answer.json().text("options.device")).isEqualTo("TABLET");
        assertThat(answer.json().number("options.priority")).isEqualTo(5);
        assertThat(
                        api.authenticated()
                                .header("Content-Type", "text/plain")
                                .body("a.org")
                                .post("/batches?priority=x")
                                .status())
                .isEqualTo(400);
    }

    @Test
    void cancelsWhatWaitsAtOnceAndTellsWhatRuns() {
        var id = api.post("/batches", urls(4, "page")).json().required("id");
        var ids = scans(id, "");
        move(ids.get(0), "RUNNING");
        move(ids.get(1), "COMPLETED");

        var cancelled = api.authenticated().delete("/batches/" + id);

        assertThat(cancelled.json().text("status")).isEqualTo("PROCESSING");
        assertThat(cancelled.json().number("counts.cancelled")).isEqualTo(2);
        assertThat(scans(id, "?status=PROCESSING")).containsExactly(ids.get(0));
        assertThat(Api.value(pool, "select cancel_requested from scan where id = $1", UUID.fromString(ids.get(0))))
                .isEqualTo("true");
        move(ids.get(0), "CANCELLED");
        assertThat(api.get("/batches/" + id).json().text("status")).isEqualTo("CANCELLED");
        assertThat(api.authenticated().delete("/batches/" + id).status()).isEqualTo(409);
    }

    @Test
    void pagesThroughTheScansInTheOrderOfTheList() {
        var id = api.post("/batches", urls(5, "page")).json().required("id");

        var urls = new ArrayList<String>();
        for (String cursor = ""; cursor != null; ) {
            var page = api.get("/batches/" + id + "/scans?limit=2&cursor=" + cursor).json();
            urls.addAll(page.texts("items", "url"));
            cursor = page.text("next");
        }

        assertThat(urls).isEqualTo(IntStream.range(0, 5).mapToObj(i -> "https://example.org/page/" + i).toList());
        assertThat(scans(id, "?status=FAILED")).isEmpty();
        assertThat(api.get("/batches/" + id + "/scans?status=x").status()).isEqualTo(400);
    }

    @Test
    void pagesThroughTheBatchesNewestFirst() {
        var first = api.post("/batches", urls(1, "a")).json().required("id");
        var second = api.post("/batches", urls(1, "b")).json().required("id");

        var page = api.get("/batches?limit=1").json();
        var rest = api.get("/batches?limit=1&cursor=" + page.text("next")).json();

        assertThat(page.text("items[0].id")).isEqualTo(second);
        assertThat(rest.text("items[0].id")).isEqualTo(first);
        assertThat(rest.text("next")).isNull();
    }

    @Test
    void runsTheFailedScansOfABatchAgain() {
        var id = api.post("/batches", urls(3, "page")).json().required("id");
        scans(id, "").forEach(scan -> move(scan, "FAILED"));
        assertThat(api.get("/batches/" + id).json().text("status")).isEqualTo("FAILED");
        assertThat(api.get("/batches/" + id).json().text("finishedAt")).isNotBlank();

        var replayed = api.post("/scans/replays", "{\"batchId\": \"" + id + "\"}");

        assertThat(replayed.json().number("replayed")).isEqualTo(3);
        assertThat(api.get("/batches/" + id).json().text("status")).isEqualTo("PENDING");
    }

    @Test
    void showsABatchToItsOwnTenantAlone() {
        var id = api.post("/batches", urls(1, "a")).json().required("id");
        var stranger = Api.newTenant();

        for (var path : List.of("/batches/" + id, "/batches/" + id + "/scans")) {
            assertThat(stranger.get(path).status()).as(path).isEqualTo(404);
        }
        assertThat(stranger.get("/batches/" + id).json().text("code")).isEqualTo("BATCH_NOT_FOUND");
        assertThat(stranger.get("/batches/" + id + "/events").status()).isEqualTo(404);
        assertThat(stranger.authenticated().delete("/batches/" + id).status()).isEqualTo(404);
        assertThat(stranger.get("/batches").json().items("items")).isEmpty();
        assertThat(stranger.post("/scans/replays", "{\"batchId\": \"" + id + "\"}").json().number("replayed")).isZero();
    }

    private static String urls(int number, String name) {
        return IntStream.range(0, number)
                .mapToObj(i -> "\"https://example.org/" + name + "/" + i + "\"")
                .collect(Collectors.joining(",\n", "{\"urls\": [", "]}"));
    }

    private List<String> scans(String batch, String query) {
        return api.get("/batches/" + batch + "/scans" + query).json().texts("items", "id");
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
