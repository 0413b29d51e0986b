package dev.tandem.audit.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.audit.scan.Api;
import dev.tandem.audit.scan.NoWorker;
import dev.tandem.audit.scan.ScanChanges;
import dev.tandem.common.testing.RealPostgres;
import dev.tandem.common.testing.RealRedis;
import dev.tandem.common.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/// Following a batch; the test plays the workers.
@QuarkusTest
@TestProfile(NoWorker.class)
@QuarkusTestResource(RealPostgres.class)
@QuarkusTestResource(RealRedis.class)
class BatchEventsTest {

    @Inject Pool pool;

    @Inject ScanChanges changes;

    @TestHTTPResource String address = "";

    private final Api api = Api.newTenant();
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Test
    void tellsOfProgressUntilAllIsDone() throws Exception {
        var id = api.post("/batches", "{\"urls\": [\"a.org\", \"b.org\"]}").json().required("id");
        var scans = api.get("/batches/" + id + "/scans").json().texts("items", "id");
        var follower = Thread.ofVirtual().start(() -> follow(id));
        await().untilAsserted(() -> assertThat(lines).anyMatch(line -> line.contains("\"progress\":0")));

        end(scans.get(0));
        await().untilAsserted(() -> assertThat(lines).anyMatch(line -> line.contains("\"progress\":50")));
        end(scans.get(1));

        assertThat(follower.join(Duration.ofSeconds(20))).as("the stream has an end").isTrue();
        assertThat(lines.stream().filter(line -> line.startsWith("event:")).map(line -> line.substring(6).strip()))
                .containsExactly("progress", "progress", "done");
        assertThat(lines.stream().filter(line -> line.startsWith("data:")).toList().getLast())
                .contains("\"status\":\"COMPLETED\"", "\"progress\":100");
    }

    private void end(String scan) {
        var id = UUID.fromString(scan);
        Api.sql(pool, "update scan set state = 'COMPLETED', finished_at = now() where id = $1", id);
        Api.await(changes.announce(id));
    }

    private void follow(String id) {
        var request =
                HttpRequest.newBuilder(URI.create(address + "batches/" + id + "/events"))
                        .header("Authorization", "Bearer " + TestTokens.admin(api.tenant()))
                        .build();
        try (var client = HttpClient.newHttpClient()) {
            client.send(request, BodyHandlers.ofLines()).body().forEach(lines::add);
        } catch (Exception failure) {
            lines.add("failed: " + failure);
        }
    }
}
