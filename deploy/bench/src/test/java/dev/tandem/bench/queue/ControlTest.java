package dev.tandem.bench.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.bench.stage.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The service without one of its guards: each of these failures must be noticed by the invariants, or they are worth
/// nothing.
@Tag("whole")
@SuppressWarnings("NullAway.Init") // every test begins with open(), each with another guard missing
class ControlTest {

    private static final Duration NEVER = Duration.ofSeconds(12);

    private Stage stage;
    private AuditProcess api;
    private AuditProcess worker;
    private AuditClient client;

    @AfterEach
    void close() throws IOException {
        client.close();
        stage.close();
    }

    @Test
    void c1WithoutTheEpochAPausedWorkerStoresItsOldResult() throws Exception {
        open(
                "where id = $1 and epoch = $2 and state = 'RUNNING' returning id",
                "where id = $1 and $2::int > 0 and state = 'RUNNING' returning id");
        var second = stage.start("second", "worker", Map.of());
        second.awaitReady();
        second.freeze();
        worker.arm("run.before-end=stop");
        var scan = stage.promise(client.scan(OnStage.PAGE + "?millis=3000"));
        Waiting.until("the worker is halted", Duration.ofSeconds(20), () -> worker.isFrozen());
        stage.awaitState(scan, "QUEUED");
        second.thaw();
        stage.awaitState(scan, "RUNNING");

        worker.thaw();

        stage.awaitState(scan, "COMPLETED");
        assertThat(stage.violated()).isNotEmpty();
    }

    @Test
    void c2WithoutThePollAndTheNewHintsAFlushLosesScans() throws Exception {
        open("where state = 'QUEUED' and", "where false and state = 'QUEUED' and");
        worker.freeze();
        // The first hint goes to the worker, which is waiting for one though it is halted.
        for (var i = 0; i < 3; i++) {
            stage.promise(client.scan(OnStage.PAGE));
        }
        Waiting.until(
                "they are queued",
                NEVER,
                () -> stage.postgres().count("select count(*) from scan where state = 'QUEUED'") == 3);
        stage.redis().command("FLUSHALL");
        worker.thaw();

        assertThatThrownBy(() -> stage.awaitAllEnded(NEVER)).hasMessageContaining("every scan has ended");
        assertThat(stage.violated()).isNotEmpty();
    }

    @Test
    void c4AClaimThatDoesNotLookAtTheStateIsGivenTwice() throws Exception {
        open("where id = any($1) and state = 'QUEUED' and run_at <= now()", "where id = any($1) and run_at <= now()");
        var scan = stage.promise(client.scan(OnStage.PAGE + "?millis=1000"));
        stage.awaitState(scan, "RUNNING");
        stage.redis().command("XADD", "{aq}:scans", "*", "id", scan.toString());

        stage.awaitState(scan, "COMPLETED");

        Waiting.until("the first run has ended too", NEVER, () -> !stage.violated().isEmpty());
    }

    @Test
    void c5WithoutTheReaperAKilledWorkersScansNeverEnd() throws Exception {
        open(
                "from scan where state = 'RUNNING' and lease_until < now()",
                "from scan where false and state = 'RUNNING' and lease_until < now()");
        var scan = stage.promise(client.scan(OnStage.PAGE + "?millis=2000"));
        stage.awaitState(scan, "RUNNING");
        worker.kill();
        worker.restart();

        assertThatThrownBy(() -> stage.awaitAllEnded(NEVER)).hasMessageContaining("every scan has ended");
        assertThat(stage.violated()).isNotEmpty();
    }

    @Test
    void c7AttemptsThatAreCountedAtTheClaimAreBurntByDeploys() throws Exception {
        open("epoch = epoch + 1, lease_owner = $", "epoch = epoch + 1, attempts = attempts + 1, lease_owner = $");
        var scan = stage.promise(client.scan(OnStage.PAGE + "?millis=6000"));
        stage.awaitState(scan, "RUNNING");
        worker.terminate();
        worker.awaitEnd(Duration.ofSeconds(15));
        worker.restart();

        stage.awaitState(scan, "COMPLETED");
        assertThat(stage.violated()).isNotEmpty();
    }

    /// Opens a stage on which the service lacks a guard.
    private void open(String guard, String without) throws IOException {
        assumeTrue(Files.exists(OnStage.APPLICATION.resolve("quarkus-run.jar")), "Skipped: audit-api is not built");
        var folder = OnStage.freshFolder(getClass());
        var mutant = Mutant.of(OnStage.APPLICATION, folder.resolve("mutant"), guard, without);
        stage = Stage.open(folder, mutant);
        api = stage.start("api", "api", Map.of());
        worker = stage.start("worker", "worker", Map.of());
        client = new AuditClient(() -> api.address(), "default");
        api.awaitReady();
        worker.awaitReady();
    }
}
