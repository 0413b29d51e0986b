package dev.tandem.bench.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.bench.stage.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// F57 to F61: a process that is told to end by SIGTERM.
class ShutdownTest extends OnStage {

    private static final Duration DEADLINE = Duration.ofSeconds(15);

    @Tag("whole")
    @Test
    void f57AScanThatEndsInTimeIsCompleted() throws Exception {
        var scan = scan("?millis=1000");
        stage.awaitState(scan, "RUNNING");

        worker.terminate();

        assertThat(worker.awaitEnd(DEADLINE)).isZero();
        assertThat(stage.state(scan)).isEqualTo("COMPLETED");
        worker.restart();
    }

    @Test
    void f57AScanThatDoesNotIsHandedBackAndCostsNoAttempt() throws Exception {
        var scan = scan("?millis=4000");
        stage.awaitState(scan, "RUNNING");

        worker.terminate();

        assertThat(worker.awaitEnd(DEADLINE)).isZero();
        assertThat(stage.state(scan)).isEqualTo("QUEUED");
        assertThat(
                        stage.postgres()
                                .ask(
                                        "select attempts || ' ' || interruptions || ' ' || epoch from scan where id = '"
                                                + scan
                                                + "'"))
                .isEqualTo("0 1 2");
        worker.restart();
        stage.awaitState(scan, "COMPLETED");
    }

    @Tag("whole")
    @Test
    void f57WhatIsHandedBackBeginsAgainElsewhereWithinTwoSeconds() throws Exception {
        var scan = scan("?millis=6000");
        stage.awaitState(scan, "RUNNING");
        var second = stage.start("second", "worker", Map.of());
        second.awaitReady();

        worker.terminate();

        assertThat(worker.awaitEnd(DEADLINE)).isZero();
        stage.awaitState(scan, "COMPLETED");
        var between =
                stage.postgres()
                        .ask(
                                "select extract(epoch from n.started_at - a.ended_at) from scan_attempt a"
                                        + " join scan_attempt n using (scan_id) where n.epoch > a.epoch"
                                        + " and a.outcome = 'INTERRUPTED' and scan_id = '"
                                        + scan
                                        + "'");
        System.out.printf("begun again %s s after it was handed back%n", between);
        assertThat(Double.parseDouble(between)).isBetween(0.0, 2.0);
        worker.restart();
        second.terminate();
        second.awaitEnd(DEADLINE);
    }

    @Tag("whole")
    @Test
    void f57ToldWhenIdleOrTwiceItEndsOnce() throws Exception {
        worker.terminate();
        worker.terminate();

        assertThat(worker.awaitEnd(DEADLINE)).isZero();
        worker.restart();
        stage.awaitState(scan(), "COMPLETED");
    }

    @Tag("whole")
    @Test
    void f57ToldInTheMiddleOfClaims() throws Exception {
        for (var round = 0; round < 3; round++) {
            for (var i = 0; i < 30; i++) {
                scan();
            }
            worker.terminate();
            assertThat(worker.awaitEnd(DEADLINE)).isZero();
            assertThat(stage.postgres().count("select count(*) from scan where state = 'RUNNING'")).isZero();
            worker.restart();
        }
    }

    @Tag("whole")
    @Test
    void f58WithRedisAway() throws Exception {
        var scan = scan("?millis=6000");
        stage.awaitState(scan, "RUNNING");
        stage.redis().die();

        worker.terminate();

        assertThat(worker.awaitEnd(Duration.ofSeconds(30))).isZero();
        stage.redis().comeBack();
        worker.restart();
        stage.awaitState(scan, "COMPLETED");
    }

    @Tag("whole")
    @Test
    void f58WithTheDatabaseAway() throws Exception {
        var scan = scan("?millis=6000");
        stage.awaitState(scan, "RUNNING");
        stage.postgres().die();

        worker.terminate();

        worker.awaitEnd(Duration.ofSeconds(60));
        stage.postgres().comeBack();
        worker.restart();
        stage.awaitState(scan, "COMPLETED");
    }

    @Tag("whole")
    @Test
    void f60ARollingRestartCostsNoAttempt() throws Exception {
        var second = stage.start("second", "worker", Map.of());
        second.awaitReady();
        for (var i = 0; i < 100; i++) {
            scan("?millis=3000");
        }
        for (var process : new AuditProcess[] {worker, second}) {
            Waiting.until(
                    "it runs scans",
                    Duration.ofSeconds(20),
                    () ->
                            stage.postgres()
                                            .count(
                                                    "select count(*) from scan where state = 'RUNNING' and lease_owner like '"
                                                            + process.worker()
                                                            + "%'")
                                    == 4);
            process.terminate();
            assertThat(process.awaitEnd(DEADLINE)).isZero();
            process.restart();
        }
        stage.postgres().run("update scan set url = replace(url, '3000', '1') where state <> 'RUNNING'");

        stage.awaitAllEnded();
        assertThat(stage.postgres().count("select count(*) from scan where attempts <> 1 and state = 'COMPLETED'"))
                .isZero();
        assertThat(stage.postgres().count("select count(*) from scan where interruptions > 0")).isPositive();
        second.terminate();
        second.awaitEnd(DEADLINE);
    }

    @Tag("whole")
    @Test
    void f61ItIsNotReadyFirstAndStillAnswersMeanwhile() throws Exception {
        var scan = scan("?millis=1500");
        stage.awaitState(scan, "RUNNING");

        worker.terminate();

        Waiting.until("it is not ready", Duration.ofSeconds(1), () -> worker.status("/q/health/ready") == 503);
        assertThat(stage.state(scan)).isEqualTo("RUNNING");
        assertThat(worker.status("/q/health/live")).isEqualTo(200);
        assertThat(worker.awaitEnd(DEADLINE)).isZero();
        assertThat(stage.state(scan)).isEqualTo("COMPLETED");
        worker.restart();
    }

    @Tag("whole")
    @Test
    void f61ApiEndsWithinItsTimeThoughSomebodyFollowsAScan() throws Exception {
        var scan = scan("?millis=20000");
        stage.awaitState(scan, "RUNNING");
        var follower =
                Thread.startVirtualThread(() -> {
                    try {
                        client.get("/scans/" + scan + "/events");
                    } catch (IOException | InterruptedException cut) {
                        // That is what happens to followers.
                    }
                });
        api.terminate();

        assertThat(api.awaitEnd(DEADLINE)).isZero();
        follower.join(Duration.ofSeconds(5));
        api.restart();
        client.delete("/scans/" + scan);
        stage.awaitState(scan, "CANCELLED");
    }
}
