package dev.tandem.bench.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.bench.stage.Waiting;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A worker that is killed by SIGKILL, at every step of its work.
class KilledWorkerTest extends OnStage {

    @ParameterizedTest(name = "{1}: killed at {0}")
    @CsvSource({
        "run.before-end,      F18 the work is done and nothing stored",
        "run.end-reply-lost,  F19 and F20: the end is committed and its answer lost"
    })
    void losesNothing(String failpoint, String failure) throws Exception {
        killedAt(failpoint, failure);
    }

    @Tag("whole")
    @ParameterizedTest(name = "{1}: killed at {0}")
    @CsvSource({
        "claim.hint-read,     F12 after a hint was read and before the claim",
        "claim.reply-lost,    F13 the claim is committed and its answer lost",
        "claim.before-settle, F14 after the claim and before the hint is settled",
        "run.claimed,         F15 after the claim and before the engines start",
        "claim.heartbeat,     F17 during a heartbeat",
        "run.end-stored,      F21 after the end"
    })
    void losesNothingAtAnyOtherStep(String failpoint, String failure) throws Exception {
        killedAt(failpoint, failure);
    }

    private void killedAt(String failpoint, String failure) throws Exception {
        worker.arm(failpoint + "=kill");
        var scan = scan(failpoint.equals("claim.heartbeat") ? "?millis=1500" : "");

        worker.awaitDeathAndRestart();

        stage.awaitState(scan, "COMPLETED");
        assertThat(client.get("/scans/" + scan + "/issues")).as(failure).contains("Found under epoch");
    }

    @Test
    void f16KilledInTheMiddleOfManyScansTheyAreAllRunAgain() throws Exception {
        for (var i = 0; i < 8; i++) {
            scan("?millis=600");
        }
        Waiting.until(
                "all places are taken",
                Duration.ofSeconds(10),
                () -> stage.postgres().count("select count(*) from scan where state = 'RUNNING'") == 4);

        worker.kill();
        worker.restart();

        stage.awaitAllEnded();
        assertThat(stage.postgres().count("select count(*) from scan where interruptions = 1 and attempts = 1"))
                .isGreaterThanOrEqualTo(4);
    }

    @Tag("whole")
    @Test
    void f22KilledAfterAFailedAttemptWasStored() throws Exception {
        worker.arm("run.end-stored=kill");
        var scan = scan("retryable-once");

        worker.awaitDeathAndRestart();

        stage.awaitState(scan, "COMPLETED");
        assertThat(stage.postgres().ask("select attempts from scan where id = '" + scan + "'")).isEqualTo("2");
    }

    @Tag("whole")
    @Test
    void f23AScanThatKillsEveryWorkerIsGivenUpAndStopsKilling() throws Exception {
        var poison = scan("?millis=3600000");
        for (var deaths = 0; deaths < 5; deaths++) {
            // A worker that is back within the lease finds the scan still running under its predecessor.
            var running = "select count(*) from scan where id = '%s' and state = 'RUNNING' and interruptions = %d";
            var begunAgain = running.formatted(poison, deaths);
            Waiting.until(
                    "it runs after %d deaths".formatted(deaths),
                    Duration.ofSeconds(60),
                    () -> stage.postgres().count(begunAgain) == 1);
            worker.kill();
            worker.restart();
        }

        stage.awaitState(poison, "FAILED");
        assertThat(client.get("/scans/" + poison)).contains("WORKER_LOST");
    }
}
