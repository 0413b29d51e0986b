package dev.tandem.audit.lighthouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.audit.scan.LighthouseCategory;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReportReaderTest {

    private static final URI URL = URI.create("https://site.example/");
    private static final LighthouseRequest REQUEST =
            new LighthouseRequest(
                    URL,
                    Set.of(LighthouseCategory.PERFORMANCE, LighthouseCategory.SEO),
                    FormFactor.MOBILE,
                    1,
                    Duration.ofSeconds(60));

    @Test
    void keepsScoresMetricsAndFailedAudits() throws Exception {
        var report =
                ReportReader.read(
                        json(
                                """
                                {"finalUrl": "https://site.example/home", "lighthouseVersion": "13.5.0", "userAgent": "ua",
                                 "fetchTime": "2026-11-22T02:30:46.373Z", "benchmarkIndex": 1038.5,
                                 "scores": {"performance": null, "seo": 82},
                                 "metrics": [{"id": "speed-index", "title": "Speed Index", "value": 635.413,
                                              "unit": "millisecond", "displayValue": "0.6 s", "score": 100}],
                                 "failedAudits": [{"id": "image-alt", "category": "accessibility", "title": "t",
                                                   "description": "d", "score": 0, "displayValue": null, "error": null}],
                                 "warnings": ["slow"], "runtimeError": null}
                                """),
                        REQUEST,
                        Duration.ofSeconds(6));

        assertThat(report.scores())
                .containsEntry(LighthouseCategory.PERFORMANCE, null)
                .containsEntry(LighthouseCategory.SEO, 82)
                .hasSize(2);
        assertThat(report.metrics())
                .containsExactly(
                        new LighthouseReport.Metric(
                                "speed-index", "Speed Index", 635.413, "millisecond", "0.6 s", 100));
        assertThat(report.failedAudits())
                .containsExactly(
                        new LighthouseReport.FailedAudit("image-alt", "accessibility", "t", "d", 0, null, null));
        assertThat(report.finalUrl()).isEqualTo(URI.create("https://site.example/home"));
        assertThat(report.fetchedAt()).isEqualTo(Instant.parse("2026-11-22T02:30:46.373Z"));
        assertThat(report.benchmarkIndex()).isEqualTo(1038.5);
        assertThat(report.warnings()).containsExactly("slow");
        assertThat(report.contended()).isFalse();
    }

    @Test
    void anAddressThatJavaDoesNotTakeIsEscaped() throws Exception {
        var report =
                ReportReader.read(
                        json(
                                "{\"finalUrl\": \"https://site.example/?a|b\", \"scores\": {\"performance\": 1, \"seo\": 1}}"),
                        REQUEST,
                        Duration.ZERO);

        assertThat(report.finalUrl()).hasToString("https://site.example/?a%7Cb");
    }

    @Test
    void aReportThatLighthouseCallsFailedIsAFailure() {
        var failure =
                catchThrowableOfType(
                        LighthouseFailure.class,
                        () ->
                                ReportReader.read(
                                        json(
                                                "{\"runtimeError\": {\"code\": \"NO_FCP\", \"message\": \"no paint\"}, \"scores\": {}}"),
                                        REQUEST,
                                        Duration.ZERO));

        assertThat(failure.code()).isEqualTo(LighthouseFailure.Code.LIGHTHOUSE_NO_PAINT);
    }

    @Test
    void aMissingCategoryIsAFailureAndNotAShorterReport() {
        var failure =
                catchThrowableOfType(
                        LighthouseFailure.class,
                        () -> ReportReader.read(json("{\"scores\": {\"seo\": 100}}"), REQUEST, Duration.ZERO));

        assertThat(failure.code()).isEqualTo(LighthouseFailure.Code.LIGHTHOUSE_ENGINE_ERROR);
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return WorkerEvent.JSON.readTree(text);
    }
}
