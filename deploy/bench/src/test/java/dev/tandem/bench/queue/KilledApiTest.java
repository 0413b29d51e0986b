package dev.tandem.bench.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The process that accepts scans and feeds the queue, killed by SIGKILL at every step. The caller sends its request
/// again with the same key, as it is told to.
class KilledApiTest extends OnStage {

    @ParameterizedTest(name = "{1}: killed at {0}")
    @CsvSource({
        "feed.accepted, F02 and F03: after the commit and before the answer",
        "feed.admitted, F04 after admission and before the hint"
    })
    void losesNothingThatItAccepted(String failpoint, String failure) throws Exception {
        killedAt(failpoint, failure);
    }

    @Tag("whole")
    @Test
    void f01KilledBeforeTheScanIsStored() throws Exception {
        killedAt("scan.before-commit", "F01");
    }

    private void killedAt(String failpoint, String failure) throws Exception {
        var key = UUID.randomUUID().toString();
        api.arm(failpoint + "=kill");

        try {
            stage.promise(client.tryScan(PAGE, key));
        } catch (IOException cut) {
            // The answer never came: the caller does not know.
        }
        api.awaitDeathAndRestart();

        var scan = stage.promise(client.tryScan(PAGE, key));
        stage.awaitState(scan, "COMPLETED");
        assertThat(stage.postgres().count("select count(*) from scan where idempotency_key = '" + key + "'"))
                .as(failure)
                .isEqualTo(1);
    }

    @Tag("whole")
    @ParameterizedTest(name = "{1}: killed at {0}")
    @CsvSource({
        "feed.before-send, F05 hints are marked as sent and are not",
        "feed.reaped,      F06 after lost scans were taken back"
    })
    void losesNothingThatItFeeds(String failpoint, String failure) throws Exception {
        worker.freeze();
        var scan = scan();
        stage.awaitState(scan, "QUEUED");
        api.arm(failpoint + "=kill");
        stage.redis().command("FLUSHALL");

        api.awaitDeathAndRestart();
        worker.thaw();

        stage.awaitState(scan, "COMPLETED");
        assertThat(failpoint).as(failure).isNotBlank();
    }
}
