package dev.tandem.audit.lighthouse;

import static dev.tandem.audit.lighthouse.FixedEngineConfig.LIMITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tandem.audit.scan.LighthouseCategory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The deadline of a request of several runs, against workers that are a few lines of shell.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the fake workers are shell scripts")
@Timeout(30)
class WorkerDeadlineTest {

    private static final String READY = "echo '{\"event\":\"ready\",\"browser\":1}'; read line\n";
    private static final String STARTED = "echo '{\"event\":\"started\",\"id\":\"0\",\"browser\":1}'\n";
    private static final String RESULT =
            "echo '{\"event\":\"result\",\"id\":\"0\",\"rss\":1,\"report\":{\"scores\":{\"performance\":82},\"runs\":3}}'\n";

    @TempDir Path scripts;

    @Test
    void aRunThatHangsEndsTheRequestAtItsOwnDeadline() throws Exception {
        // Given: the second of five runs hangs.
        try (var worker = worker(READY + STARTED + STARTED + "sleep 600")) {
            worker.awaitReady();
            var start = System.nanoTime();

            // When
            var failure =
                    catchThrowableOfType(
                            LighthouseFailure.class, () -> worker.run(request(5, Duration.ofSeconds(2)), _ -> {}));

            // Then
            assertThat(failure.code()).isEqualTo(LighthouseFailure.Code.LIGHTHOUSE_TIMEOUT);
            assertThat(failure).hasMessageContaining("did not finish within 2 seconds");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(7));
        }
    }

    @Test
    void everyRunHasTheWholeDeadline() throws Exception {
        // Given: three runs that together take longer than one may.
        var run = STARTED + "sleep 0.9\n";
        try (var worker = worker(READY + run + run + run + RESULT + "read end")) {
            worker.awaitReady();

            // When
            var report = worker.run(request(3, Duration.ofSeconds(2)), _ -> {});

            // Then
            assertThat(report.scores()).containsEntry(LighthouseCategory.PERFORMANCE, 82);
            assertThat(report.elapsed()).as("of all runs").isGreaterThan(Duration.ofSeconds(2));
        }
    }

    private LighthouseWorker worker(String script) throws Exception {
        var file = Files.writeString(Files.createTempFile(scripts, "worker", ".sh"), script);
        return LighthouseWorker.start(List.of("/bin/sh", file.toString()), scripts, LIMITS);
    }

    private static LighthouseRequest request(int runs, Duration deadline) {
        return new LighthouseRequest(
                URI.create("https://site.example/"),
                Set.of(LighthouseCategory.PERFORMANCE),
                FormFactor.MOBILE,
                runs,
                deadline);
    }
}
