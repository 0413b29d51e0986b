package dev.tandem.bench.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.bench.stage.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// F25 to F29: a worker that is halted for longer than its lease, with its work done and nothing stored, and wakes up
/// when its scan has gone on without it.
class PausedWorkerTest extends OnStage {

    private AuditProcess second;

    @BeforeAll
    void startAnother() throws IOException {
        second = stage.start("second", "worker", Map.of());
        second.awaitReady();
    }

    @AfterAll
    void endIt() {
        second.terminate();
        second.awaitEnd(Duration.ofSeconds(15));
    }

    @Tag("whole")
    @Test
    void canStoreNothingOverItsSuccessorsResult() throws Exception {
        var scan = frozenBeforeItsEnd("");
        second.thaw();
        stage.awaitState(scan, "COMPLETED");
        var result = stage.postgres().ask("select epoch from scan_result where scan_id = '" + scan + "'");

        awakes();

        assertThat(stage.postgres().ask("select epoch from scan_result where scan_id = '" + scan + "'"))
                .isEqualTo(result);
    }

    @Test
    void canStoreNothingWhileItsSuccessorRuns() throws Exception {
        var scan = frozenBeforeItsEnd("?millis=1000");
        second.thaw();
        stage.awaitState(scan, "RUNNING");

        awakes();

        stage.awaitState(scan, "COMPLETED");
    }

    @Tag("whole")
    @Test
    void canStoreNothingWhileTheScanWaitsForAnother() throws Exception {
        var scan = frozenBeforeItsEnd("");

        awakes();
        second.thaw();

        stage.awaitState(scan, "COMPLETED");
    }

    @Tag("whole")
    @Test
    void canStoreNothingWhenTheScanWasCancelledMeanwhile() throws Exception {
        var scan = frozenBeforeItsEnd("");
        client.delete("/scans/" + scan);

        awakes();
        second.thaw();

        assertThat(stage.state(scan)).isEqualTo("CANCELLED");
    }

    @Tag("whole")
    @Test
    void canStoreNothingWhenTheScanHasFailedAndWasReplayed() throws Exception {
        var scan = frozenBeforeItsEnd("");
        stage.postgres()
                .run(
                        "update scan set state = 'FAILED', error = '{\"code\": \"X\"}', finished_at = now() where id = '"
                                + scan
                                + "'");
        assertThat(client.post("/scans/" + scan + "/replays", "")).isEqualTo(202);

        awakes();
        second.thaw();

        stage.awaitState(scan, "COMPLETED");
    }

    /// Only this worker is there, takes the scan, does its work, and is halted with the result in its hands, until the
    /// scan is taken back from it.
    private UUID frozenBeforeItsEnd(String path) throws Exception {
        second.freeze();
        worker.arm("run.before-end=stop");
        var scan = scan(path);
        Waiting.until("the worker is halted", Duration.ofSeconds(20), () -> worker.isFrozen());
        stage.awaitState(scan, "QUEUED");
        return scan;
    }

    /// Wakes the worker up and waits until it has tried to store what it had.
    private void awakes() throws IOException {
        var before = refusals();
        worker.thaw();
        Waiting.until("the worker was refused", Duration.ofSeconds(20), () -> refusals() > before);
    }

    private long refusals() throws IOException {
        try (var lines = Files.lines(worker.log())) {
            return lines.filter(line -> line.contains("Nothing was stored under a claim that is over")).count();
        }
    }
}
