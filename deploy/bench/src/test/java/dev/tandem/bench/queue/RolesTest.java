package dev.tandem.bench.queue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// One jar, two roles, each alone.
class RolesTest extends OnStage {

    @Test
    void aWorkerAloneAnswersHealthAndNothingElse() throws Exception {
        worker.awaitReady();
        assertThat(worker.status("/scans")).isEqualTo(404);
        assertThat(worker.status("/queue")).isEqualTo(404);
        assertThat(worker.status("/")).isEqualTo(404);
    }

    @Test
    void anApiAloneRunsNoScan() throws Exception {
        worker.freeze();
        var scan = scan();
        stage.awaitState(scan, "QUEUED");
        worker.thaw();

        stage.awaitState(scan, "COMPLETED");
        assertThat(stage.postgres().ask("select worker from scan_attempt where scan_id = '" + scan + "'"))
                .startsWith(worker.worker());
    }
}
