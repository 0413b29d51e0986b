package dev.tandem.audit.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.audit.scan.NoWorker;
import dev.tandem.common.testing.RealPostgres;
import dev.tandem.common.testing.RealRedis;
import dev.tandem.common.testing.Request;
import dev.tandem.common.testing.TestTokens;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(NoWorker.class)
@QuarkusTestResource(RealPostgres.class)
@QuarkusTestResource(RealRedis.class)
class QueueGaugesTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Inject QueueGauges gauges;

    @Inject MeterRegistry meters;

    @Inject Pool pool;

    @Test
    void tellHowManyScansThereAreAndHowLongTheOldestWaits() {
        // Given
        var id =
                Request.bearer(TestTokens.admin())
                        .body("{\"url\": \"https://example.org/\"}")
                        .post("/scans")
                        .json()
                        .required("id");
        pool.preparedQuery("update scan set created_at = now() - interval '2 hours' where id = $1")
                .execute(Tuple.of(UUID.fromString(id)))
                .await()
                .atMost(LIMIT);

        // When
        gauges.refresh().await().atMost(LIMIT);

        // Then: which of the states it is in, the feeder decides meanwhile.
        var told = meters.get("audit.scans").gauges().stream().mapToDouble(Gauge::value).sum();
        assertThat(told).isEqualTo(live()).isPositive();
        assertThat(meters.get("audit.queue.oldest.age").timeGauge().value(TimeUnit.MINUTES))
                .isGreaterThanOrEqualTo(120);
    }

    @Test
    void areShownToWhomPrometheusIs() {
        var page = Request.bearer(TestTokens.admin()).get("/q/metrics").text();

        assertThat(page)
                .contains("audit_scans{state=\"QUEUED\"")
                .contains("audit_queue_oldest_age_seconds")
                .contains("audit_redis_degraded 0.0")
                .contains("audit_leases_lost_total")
                .contains("audit_queue_wait_seconds_bucket")
                .contains("audit_writes_fenced_total")
                .contains("audit_scans_reaped_total")
                .contains("audit_hints_repushed_total");
    }

    private double live() {
        var rows =
                pool.query("select count(*) as it from scan where state in ('PENDING','QUEUED','RUNNING','RETRY_WAIT')")
                        .execute()
                        .await()
                        .atMost(LIMIT);
        return rows.iterator().next().getLong("it");
    }
}
