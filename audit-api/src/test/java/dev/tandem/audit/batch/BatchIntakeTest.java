package dev.tandem.audit.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.audit.scan.Api;
import dev.tandem.audit.scan.NoWorker;
import dev.tandem.common.testing.Answer;
import dev.tandem.common.testing.RealPostgres;
import dev.tandem.common.testing.RealRedis;
import dev.tandem.common.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
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

    @TestHTTPResource URI address = URI.create("");

    private final Api api = Api.newTenant();

    @Test
    void acceptsTenThousandPagesInSeconds() {
        var warm = api.post("/batches", urls(1000, "warm"));
        var body = urls(10_000, "page");
        var begin = System.nanoTime();

        var answer = api.post("/batches", body);

        var millis = (System.nanoTime() - begin) / 1_000_000;
        System.out.printf("A batch of 10,000 pages (%,d bytes) was accepted in %,d ms.%n", body.length(), millis);
        assertThat(warm.status()).isEqualTo(202);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().number("counts.pending")).isEqualTo(10_000);
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

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().text("errors[0].field")).isEqualTo(field);
        assertNothingIsKept();
        assertThat(api.post("/batches", urls(1, "a"), "again").status()).as("the key is free").isEqualTo(202);
    }

    @Test
    void aBodyThatBreaksInTheMiddleLeavesNothing() {
        var body = urls(1200, "page");

        var answer = api.post("/batches", body.substring(0, body.length() - 30) + ",,]}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().text("code")).isEqualTo("MALFORMED_BODY");
        assertNothingIsKept();
    }

    @Test
    void aBatchThatIsTooLargeLeavesNothing() {
        var answer = api.post("/batches", urls(10_001, "page"));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().text("code")).isEqualTo("BATCH_TOO_LARGE");
        assertThat(answer.json().number("limit")).isEqualTo(10_000);
        assertNothingIsKept();
    }

    @Test
    void readsAsItComesInAndKeepsNothingOfACallerWhoHangsUp() throws IOException {
        try (var socket = new Socket("localhost", address.getPort())) {
            var body = urls(3000, "page");
            var head =
                    "POST /batches HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n"
                            + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n";
            var begun =
                    head.formatted(TestTokens.admin(api.tenant()), body.length() + 1000) + body.substring(0, 60_000);
            socket.getOutputStream().write(begun.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();

            await().untilAsserted(() -> assertThat(held()).isGreaterThanOrEqualTo(1000));
            assertThat(api.get("/batches").json().text("items[0].status")).isEqualTo("READING");
            assertThat(api.get("/scans?limit=1").json().text("items[0].status")).isEqualTo("PENDING");
        }

        await().untilAsserted(this::assertNothingIsKept);
    }

    @Test
    void aKeySentManyTimesAtOnceIsOneBatch() throws Exception {
        var body = urls(700, "page");
        var key = UUID.randomUUID().toString();

        var answers = Api.atOnce(20, () -> api.post("/batches", body, key));

        assertThat(answers).extracting(Answer::status).containsOnly(202);
        assertThat(answers.stream().map(answer -> answer.json().text("id")).distinct()).hasSize(1);
        assertThat(count("scan")).isEqualTo(700);
        var other = api.post("/batches", urls(700, "other"), key);
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json().text("code")).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(count("batch")).isEqualTo(1);
    }

    @Test
    void takesNothingWhileTheQueueIsDrained() {
        Api.sql(pool, "insert into queue_control (tenant, draining) values ($1, true)", api.tenant());

        var refused = api.post("/batches", urls(5, "page"));

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.json().text("code")).isEqualTo("QUEUE_DRAINING");
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

        assertThat(first.status()).isEqualTo(202);
        assertThat(second.status()).isEqualTo(429);
        assertThat(second.json().text("code")).isEqualTo("SCANS_PER_DAY_EXCEEDED");
        assertThat(second.json().number("limit")).isEqualTo(10);
        assertThat(Integer.parseInt(second.header("Retry-After"))).isGreaterThan(86_000);
        assertThat(tooMany.status()).isEqualTo(429);
        assertThat(count("scan")).isEqualTo(6);
        assertThat(count("batch")).isEqualTo(1);
        assertThat(api.authenticated().delete("/projects/" + project).status()).isEqualTo(409);
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
