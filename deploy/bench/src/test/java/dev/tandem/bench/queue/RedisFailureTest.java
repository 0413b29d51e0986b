package dev.tandem.bench.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.bench.stage.Waiting;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// F30 to F40: Redis carries hints alone, so whatever happens to it costs time and nothing else.
class RedisFailureTest extends OnStage {

    @Tag("whole")
    @Test
    void f30FlushedWithABacklogAndWithRunningScans() throws Exception {
        for (var i = 0; i < 20; i++) {
            scan("?millis=200");
        }

        stage.redis().command("FLUSHALL");

        stage.awaitAllEnded();
        stage.awaitState(scan(), "COMPLETED");
    }

    @Test
    void f31AndF33KilledAndAwayAndBackAgainWithoutItsData() throws Exception {
        for (var i = 0; i < 5; i++) {
            scan("?millis=200");
        }
        stage.redis().die();

        stage.awaitState(scan(), "COMPLETED");
        Waiting.until(
                "the worker says that Redis is away",
                Duration.ofSeconds(20),
                () -> get(worker, "/q/health/ready").contains("away"));
        stage.redis().comeBack();

        Waiting.until(
                "the worker uses hints again",
                Duration.ofSeconds(20),
                () -> get(worker, "/q/health/ready").contains("used for hints"));
        stage.awaitState(scan(), "COMPLETED");
    }

    @Tag("whole")
    @Test
    void f32AndF39StaleDoubleAndSenselessHintsComeToNothing() throws Exception {
        var done = scan();
        stage.awaitState(done, "COMPLETED");
        for (var id : new String[] {done.toString(), done.toString(), UUID.randomUUID().toString(), "no-uuid"}) {
            stage.redis().command("XADD", "{aq}:scans", "*", "id", id);
        }
        stage.redis().command("XADD", "{aq}:scans", "*", "other", "field");

        stage.awaitState(scan(), "COMPLETED");

        Waiting.until(
                "every hint is settled",
                Duration.ofSeconds(20),
                () -> stage.redis().command("XLEN", "{aq}:scans").startsWith(":0"));
        assertThat(stage.postgres().ask("select count(*) from scan_attempt where scan_id = '" + done + "'"))
                .isEqualTo("1");
    }

    @Tag("whole")
    @Test
    void f33AwayWhenTheProcessesStart() throws Exception {
        stage.redis().die();
        api.kill();
        worker.kill();
        api.restart();
        worker.restart();

        stage.awaitState(scan(), "COMPLETED");
        stage.redis().comeBack();
        stage.awaitState(scan(), "COMPLETED");
    }

    @Tag("whole")
    @Test
    void f33ComingAndGoing() throws Exception {
        for (var i = 0; i < 5; i++) {
            scan("?millis=300");
            stage.redis().die();
            scan("?millis=300");
            stage.redis().comeBack();
        }

        stage.awaitAllEnded();
    }

    @Tag("whole")
    @Test
    void f35OutOfMemory() throws Exception {
        stage.redis().command("CONFIG", "SET", "maxmemory", "1");

        stage.awaitState(scan(), "COMPLETED");

        stage.redis().command("CONFIG", "SET", "maxmemory", "0");
        stage.awaitState(scan(), "COMPLETED");
    }

    @Tag("whole")
    @Test
    void f37TheGroupOrTheStreamIsGone() throws Exception {
        stage.redis().command("XGROUP", "DESTROY", "{aq}:scans", "workers");
        stage.awaitState(scan(), "COMPLETED");
        stage.redis().command("DEL", "{aq}:scans");
        stage.awaitState(scan(), "COMPLETED");
    }

    @Tag("whole")
    @Test
    void f37AReaderIsRemovedWithHintsThatItHadNotSettled() throws Exception {
        worker.arm("claim.hint-read=stop");
        var scan = scan();
        Waiting.until("the worker is halted", Duration.ofSeconds(20), () -> worker.isFrozen());
        var consumers = stage.redis().command("XINFO", "CONSUMERS", "{aq}:scans", "workers");
        for (var word : consumers.split("\r\n")) {
            if (word.startsWith("worker-")) {
                stage.redis().command("XGROUP", "DELCONSUMER", "{aq}:scans", "workers", word);
            }
        }
        worker.thaw();

        stage.awaitState(scan, "COMPLETED");
    }

    @Tag("whole")
    @Test
    void f38HintsAreTrimmedByHand() throws Exception {
        for (var i = 0; i < 20; i++) {
            scan("?millis=200");
        }
        stage.redis().command("XTRIM", "{aq}:scans", "MAXLEN", "0");

        stage.awaitAllEnded();
    }

    @Tag("whole")
    @Test
    void f34AndF40AnswersNoMoreAndThenLate() throws Exception {
        stage.redis().freeze();
        var during = scan();
        stage.awaitState(during, "COMPLETED");
        stage.redis().thaw();

        stage.awaitState(scan(), "COMPLETED");
    }

    private static String get(AuditProcess process, String path) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(process.address() + path)).build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }
}
