package dev.tandem.audit.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.common.testing.Answer;
import dev.tandem.common.testing.RealPostgres;
import dev.tandem.common.testing.RealRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What is not taken, and what is taken once.
@QuarkusTest
@TestProfile(NoWorker.class)
@QuarkusTestResource(RealPostgres.class)
@QuarkusTestResource(RealRedis.class)
class IntakeTest {

    private static final String PAGE = "{\"url\": \"https://example.org/\"}";

    @Inject Pool pool;

    private final Api api = Api.newTenant();

    @Test
    void aProjectHasNoMoreScansPerDayThanItsLimit() throws Exception {
        var body = inProject(", \"scansPerDay\": 7");

        var answers = Api.atOnce(50, () -> api.post("/scans", body));

        assertThat(answers).filteredOn(answer -> answer.status() == 202).hasSize(7);
        assertThat(answers).filteredOn(answer -> answer.status() == 429).hasSize(43);
        assertThat(scans()).isEqualTo(7);
    }

    @Test
    void aProjectHasNoMoreConcurrentScansThanItsLimit() throws Exception {
        var body = inProject(", \"concurrentScans\": 7");

        var answers = Api.atOnce(50, () -> api.post("/scans", body));

        assertThat(answers).filteredOn(answer -> answer.status() == 202).hasSize(7);
        assertThat(scans()).isEqualTo(7);
        var refused = api.post("/scans", body);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().text("code")).isEqualTo("CONCURRENT_SCANS_EXCEEDED");
        assertThat(refused.json().number("limit")).isEqualTo(7);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
        Api.sql(
                pool,
                "update scan set state = 'COMPLETED' where id = (select id from scan where tenant = $1 limit 1)",
                api.tenant());
        assertThat(api.post("/scans", body).status()).isEqualTo(202);
    }

    @Test
    void saysWhenTheOldestScanOfTheDayLeavesTheWindow() {
        var body = inProject(", \"scansPerDay\": 2");
        api.post("/scans", body);
        Api.sql(
                pool,
                "update scan set created_at = now() - interval '23 hours 59 minutes' where tenant = $1",
                api.tenant());
        api.post("/scans", body);

        var refused = api.post("/scans", body);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
        assertThat(refused.json().text("code")).isEqualTo("SCANS_PER_DAY_EXCEEDED");
        assertThat(refused.json().number("limit")).isEqualTo(2);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(30, 60);
        Api.sql(pool, "update scan set created_at = created_at - interval '1 minute' where tenant = $1", api.tenant());
        assertThat(api.post("/scans", body).status()).isEqualTo(202);
    }

    @Test
    void aRepeatedKeyIsAnsweredThoughTheLimitIsReached() {
        var body = inProject(", \"scansPerDay\": 1");
        var first = api.post("/scans", body, "once");

        var again = api.post("/scans", body, "once");

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.json().text("id")).isEqualTo(first.json().text("id"));
        assertThat(api.post("/scans", body, "twice").status()).isEqualTo(429);
    }

    @Test
    void aKeySentManyTimesAtOnceIsOneScan() throws Exception {
        for (var body : new String[] {PAGE, inProject(", \"scansPerDay\": 1, \"concurrentScans\": 1"), inProject("")}) {
            var key = UUID.randomUUID().toString();

            var answers = Api.atOnce(20, () -> api.post("/scans", body, key));

            assertThat(answers).extracting(Answer::status).containsOnly(202);
            assertThat(answers.stream().map(answer -> answer.json().text("id")).distinct()).hasSize(1);
            var other = api.post("/scans", "{\"url\": \"https://example.org/other\"}", key);
            assertThat(other.status()).isEqualTo(422);
            assertThat(other.json().text("code")).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        }
        assertThat(scans()).isEqualTo(3);
    }

    @Test
    void takesNothingWhileTheQueueIsDrained() {
        api.post("/scans", PAGE, "before");
        Api.sql(pool, "insert into queue_control (tenant, draining) values ($1, true)", api.tenant());

        var refused = api.post("/scans", PAGE);

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.json().text("code")).isEqualTo("QUEUE_DRAINING");
        assertThat(refused.header("Retry-After")).isEqualTo("60");
        assertThat(api.post("/scans", inProject(", \"scansPerDay\": 1")).status()).isEqualTo(503);
        assertThat(api.post("/scans", PAGE, "new").status()).isEqualTo(503);
        assertThat(api.post("/scans/replays", "{}").status()).isEqualTo(503);
        assertThat(api.post("/scans", PAGE, "before").status()).isEqualTo(202);
        assertThat(scans()).isEqualTo(1);
        assertThat(Api.newTenant().post("/scans", PAGE).status()).isEqualTo(202);
        Api.sql(pool, "update queue_control set draining = false where tenant = $1", api.tenant());
        assertThat(api.post("/scans", PAGE).status()).isEqualTo(202);
    }

    private String inProject(String limits) {
        return "{\"url\": \"https://example.org/\", \"projectId\": \"%s\"}".formatted(api.project(limits));
    }

    private int scans() {
        return Integer.parseInt(Api.value(pool, "select count(*) from scan where tenant = $1", api.tenant()));
    }
}
