package dev.tandem.audit.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.audit.scan.Api;
import dev.tandem.audit.scan.NoWorker;
import dev.tandem.common.testing.RealPostgres;
import dev.tandem.common.testing.RealRedis;
import dev.tandem.common.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What becomes of a batch that is taken, and that nothing is left of one that is not.
@QuarkusTest
@TestProfile(NoWorker.class)
@QuarkusTestResource(RealPostgres.class)
@QuarkusTestResource(RealRedis.class)
class BatchIntakeTest {

    @Inject Pool pool;

    private final Api api = Api.newTenant();

    @Test
    void acceptsTenThousandPagesInSeconds() {
        var warm = api.post("/batches", urls(1000, "warm"));
        var body = urls(10_000, "page");
        var begin = System.nanoTime();

        var answer = api.post("/batches", body);

        var millis = (System.nanoTime() - begin) / 1_000_000;
        System.out.printf("A batch of 10,000 pages (%,d bytes) was accepted in %,d ms.%n", body.length(), millis);
        assertThat(warm.statusCode()).isEqualTo(202);
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.jsonPath().getInt("counts.pending")).isEqualTo(10_000);
        assertThat(millis).as("milliseconds, on a machine that does other things too").isLessThan(30_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|400|urls",
                "{\"urls\": []}|400|urls",
                "{\"urls\": \"https://a.org/\"}|400|urls",
                "{\"urls\": [\"ftp://a.org/\"]}|400|urls[0]",
                "{\"urls\": [\"https://a.org/\"], \"device\": \"watch\"}|400|device",
                "{\"urls\": [\"https://a.org/\"], \"priority\": 101}|400|priority",
                "{\"urls\": [\"https://a.org/\"], \"engines\": 5}|400|engines",
                "{\"urls\": [\"https://a.org/\"], \"projectId\": \"00000000-0000-0000-0000-000000000000\"}|400|projectId",
                "{\"sitemap\": \"ftp://a.org/\"}|400|sitemap",
                "{\"sitemap\": \"a.org\", \"urls\": [\"https://a.org/\"]}|400|urls"
            })
    void namesWhatIsWrongAndKeepsNothing(String body, int status, String field) {
        var answer = api.post("/batches", body, "again");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.jsonPath().getString("errors[0].field")).isEqualTo(field);
        assertNothingIsKept();
        assertThat(api.post("/batches", urls(1, "a"), "again").statusCode()).as("the key is free").isEqualTo(202);
    }

    @Test
    void aBodyThatBreaksInTheMiddleLeavesNothing() {
        var body = urls(1200, "page");

        var answer = api.post("/batches", body.substring(0, body.length() - 30) + ",,]}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("code")).isEqualTo("MALFORMED_BODY");
        assertNothingIsKept();
    }

    @Test
    void aBatchThatIsTooLargeLeavesNothing() {
        var answer = api.post("/batches", urls(10_001, "page"));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.jsonPath().getString("code")).isEqualTo("BATCH_TOO_LARGE");
        assertThat(answer.jsonPath().getInt("limit")).isEqualTo(10_000);
        assertNothingIsKept();
    }

    @Test
    void readsAsItComesInAndKeepsNothingOfACallerWhoHangsUp() throws IOException {
        try (var socket = new Socket("localhost", RestAssured.port)) {
            var body = urls(3000, "page");
            var head =
                    "POST /batches HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n"
                            + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n";
            var begun =
                    head.formatted(TestTokens.admin(api.tenant()), body.length() + 1000) + body.substring(0, 60_000);
            socket.getOutputStream().write(begun.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();

            await().untilAsserted(() -> assertThat(held()).isGreaterThanOrEqualTo(1000));
            assertThat(api.get("/batches").jsonPath().getString("items[0].status")).isEqualTo("READING");
            assertThat(api.get("/scans?limit=1").jsonPath().getString("items[0].status")).isEqualTo("PENDING");
        }

        await().untilAsserted(this::assertNothingIsKept);
    }

    @Test
    void aKeySentManyTimesAtOnceIsOneBatch() throws Exception {
        var body = urls(700, "page");
        var key = UUID.randomUUID().toString();

        var answers = Api.atOnce(20, () -> api.post("/batches", body, key));

        assertThat(answers).extracting(Response::statusCode).containsOnly(202);
        assertThat(answers.stream().map(answer -> answer.jsonPath().getString("id")).distinct()).hasSize(1);
        assertThat(count("scan")).isEqualTo(700);
        var other = api.post("/batches", urls(700, "other"), key);
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.jsonPath().getString("code")).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(count("batch")).isEqualTo(1);
    }

    @Test
    void takesNothingWhileTheQueueIsDrained() {
        Api.sql(pool, "insert into queue_control (tenant, draining) values ($1, true)", api.tenant());

        var refused = api.post("/batches", urls(5, "page"));

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.jsonPath().getString("code")).isEqualTo("QUEUE_DRAINING");
        assertThat(refused.header("Retry-After")).isEqualTo("60");
        assertNothingIsKept();
    }

    @Test
    void aBatchCountsForTheDayAndIsNotHeldToTheConcurrentScans() {
        var project = api.project(", \"scansPerDay\": 10, \"concurrentScans\": 2");
        var inProject = "], \"projectId\": \"" + project + "\"}";

        var first = api.post("/batches", urls(6, "page").replace("]}", inProject));
        var second = api.post("/batches", urls(6, "other").replace("]}", inProject));
        var tooMany = api.post("/batches", urls(11, "more").replace("]}", inProject));

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(second.statusCode()).isEqualTo(429);
        assertThat(second.jsonPath().getString("code")).isEqualTo("SCANS_PER_DAY_EXCEEDED");
        assertThat(second.jsonPath().getInt("limit")).isEqualTo(10);
        assertThat(Integer.parseInt(second.header("Retry-After"))).isGreaterThan(86_000);
        assertThat(tooMany.statusCode()).isEqualTo(429);
        assertThat(count("scan")).isEqualTo(6);
        assertThat(count("batch")).isEqualTo(1);
        assertThat(api.authenticated().delete("/projects/" + project).statusCode()).isEqualTo(409);
    }

    private static String urls(int number, String name) {
        return IntStream.range(0, number)
                .mapToObj(i -> "\"https://example.org/" + name + "/" + i + "\"")
                .collect(Collectors.joining(",\n", "{\"urls\": [", "]}"));
    }

    private void assertNothingIsKept() {
        assertThat(count("batch")).isZero();
        assertThat(count("scan")).isZero();
    }

    private int count(String table) {
        return Integer.parseInt(Api.value(pool, "select count(*) from " + table + " where tenant = $1", api.tenant()));
    }

    private int held() {
        return Integer.parseInt(
                Api.value(
                        pool, "select count(*) from scan where tenant = $1 and held_by like 'batch:%'", api.tenant()));
    }
}
