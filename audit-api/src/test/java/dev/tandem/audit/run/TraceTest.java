package dev.tandem.audit.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.common.testing.RealPostgres;
import dev.tandem.common.testing.RealRedis;
import dev.tandem.common.testing.Request;
import dev.tandem.common.testing.TestTokens;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What a collector of traces gets to see of a scan.
@QuarkusTest
@QuarkusTestResource(RealPostgres.class)
@QuarkusTestResource(RealRedis.class)
class TraceTest {

    private static Site site;

    @Inject RecordedSpans spans;

    @BeforeAll
    static void openSite() throws IOException {
        site = new Site();
    }

    @AfterAll
    static void closeSite() {
        site.close();
    }

    @Test
    void aScanIsOneTraceFromItsRequestToItsCommit() {
        var body =
                Map.of(
                        "url",
                        site.url("/clean?secret=of-the-page"),
                        "lighthouse",
                        Map.of("categories", List.of("seo")));
        var trace = "0af7651916cd43dd8448eb211c80319c";
        var accepted =
                Request.bearer(TestTokens.admin())
                        .header("traceparent", "00-" + trace + "-b7ad6b7169203331-01")
                        .body(body)
                        .post("/scans?secret=of-the-request");
        var id = accepted.json().required("id");
        await().atMost(Duration.ofSeconds(90)).until(() -> !spans.ofScan(id).isEmpty());

        var told = spans.ofScan(id);

        assertThat(RecordedSpans.tree(told))
                .containsExactlyInAnyOrder(
                        "POST /scans in nothing",
                        "scan.run in POST /scans",
                        "engine.run AXE+ACCESSLINT+TANDEM in scan.run",
                        "browser.visit in engine.run AXE+ACCESSLINT+TANDEM",
                        "engine.run LIGHTHOUSE in scan.run",
                        "scan.store in scan.run");
        assertThat(told).extracting(SpanData::getTraceId).containsOnly(trace);
        assertThat(told.toString()).contains("COMPLETED").doesNotContain("of-the-page", "of-the-request");
    }

    @Test
    void theScansOfABatchBelongToTheRequestThatAskedForThem() {
        var trace = "1af7651916cd43dd8448eb211c80319c";
        var page = site.url("/clean");
        var accepted =
                Request.bearer(TestTokens.admin())
                        .header("traceparent", "00-" + trace + "-b7ad6b7169203331-01")
                        .body(Map.of("urls", List.of(page), "engines", List.of("AXE")))
                        .post("/batches");
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);

        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() ->
                        assertThat(RecordedSpans.tree(spans.ofTrace(trace)))
                                .contains("POST /batches in nothing", "scan.run in POST /batches"));
    }
}
