package dev.tandem.audit.lighthouse;

import static dev.tandem.audit.lighthouse.FixedEngineConfig.LIMITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tandem.audit.lighthouse.LighthouseFailure.Code;
import dev.tandem.audit.scan.LighthouseCategory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The Java side of the protocol, against workers that are a few lines of shell.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the fake workers are shell scripts")
@Timeout(20)
class LighthouseWorkerTest {

    private static final String READY = "echo '{\"event\":\"ready\",\"browser\":1}'\n";
    private static final String RESULT =
            """
            echo '{"event":"result","id":"%d","rss":%d,"report":{"scores":{"seo":82},"benchmarkIndex":3000}}'
            """;

    @TempDir Path scripts;

    @Test
    void runsOnePageAfterTheOtherAndTellsOfPhases() throws Exception {
        try (var worker =
                worker(
                        READY
                                + "read line; echo '{\"event\":\"phase\",\"id\":\"0\",\"phase\":\"LOAD\"}'\n"
                                + RESULT.formatted(0, 5_000_000)
                                + "read line\n"
                                + RESULT.formatted(1, 6_000_000)
                                + "read end")) {
            var phases = new ArrayList<LighthousePhase>();
            worker.awaitReady();

            var first = worker.run(request(), phases::add);
            var second = worker.run(request(), phases::add);

            assertThat(first.scores()).containsEntry(LighthouseCategory.SEO, 82);
            assertThat(second.scores()).containsEntry(LighthouseCategory.SEO, 82);
            assertThat(phases).containsExactly(LighthousePhase.LOAD);
            assertThat(worker.residentBytes()).isEqualTo(6_000_000);
            assertThat(worker.unfitBecause()).isEmpty();
        }
    }

    @Test
    void sendsTheRequestAsOneLineAndIgnoresWhatIsNotForThisRun() throws Exception {
        var received = scripts.resolve("received");
        try (var worker =
                worker(
                        READY
                                + "read -r line; echo \"$line\" > "
                                + received
                                + "; echo some noise; echo '{\"event\":\"error\",\"id\":\"99\",\"code\":\"OLD\",\"message\":\"\"}'\n"
                                + RESULT.formatted(0, 1)
                                + "read end")) {
            worker.awaitReady();
            worker.run(request(), _ -> {});
        }

        assertThat(WorkerEvent.JSON.readTree(received.toFile()))
                .isEqualTo(
                        WorkerEvent.JSON.readTree(
                                """
                                {"id": "0", "url": "https://site.example/", "formFactor": "desktop", "runs": 1,
                                 "maxWaitForLoadMs": 5000, "maxWaitForFcpMs": 5000, "categories": ["seo"]}
                                """));
    }

    @Test
    void aProcessThatEndsDuringTheRunIsASentence() throws Exception {
        try (var worker = worker(READY + "read line; exit 7")) {
            worker.awaitReady();

            var failure = failureOf(worker, request());

            assertThat(failure.code()).isEqualTo(Code.LIGHTHOUSE_CRASHED);
            assertThat(failure).hasMessage("The Lighthouse process ended while it was looking at the page.");
            assertThat(worker.unfitBecause()).isPresent();
        }
    }

    @Test
    void aRunPastItsDeadlineKillsTheBrowserFirstAndThenTheWorker() throws Exception {
        var last = scripts.resolve("last");
        try (var worker =
                worker(
                        "sleep 600 & browser=$!\n"
                                + READY
                                + "read line; wait $browser; echo seen > "
                                + last
                                + "; while :; do sleep 1; done")) {
            worker.awaitReady();
            var process = ProcessHandle.of(worker.pid()).orElseThrow();
            var browser = process.descendants().findFirst().orElseThrow();

            var failure = failureOf(worker, request(Duration.ofMillis(300)));

            assertThat(failure.code()).isEqualTo(Code.LIGHTHOUSE_TIMEOUT);
            assertThat(failure.retryable()).isTrue();
            assertThat(last).hasContent("seen");
            assertThat(browser.isAlive()).isFalse();
            assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(2));
            assertThat(worker.unfitBecause()).isPresent();
        }
    }

    @Test
    void aWorkerWithoutAnySignOfLifeIsGivenUpBeforeTheDeadline() throws Exception {
        try (var worker = worker(READY + "read line; sleep 600", LIMITS.silence(Duration.ofMillis(300)))) {
            worker.awaitReady();

            var failure = failureOf(worker, request());

            assertThat(failure.code()).isEqualTo(Code.LIGHTHOUSE_CRASHED);
            assertThat(failure).hasMessageContaining("stopped responding");
        }
    }

    @Test
    void anErrorOfTheEngineMakesTheWorkerUnfit() throws Exception {
        try (var worker =
                worker(
                        READY
                                + "read line; echo '{\"event\":\"error\",\"id\":\"0\",\"code\":\"BROWSER_GONE\",\"message\":\"x\"}'; read end")) {
            worker.awaitReady();

            var failure = failureOf(worker, request());

            assertThat(failure.code()).isEqualTo(Code.LIGHTHOUSE_CRASHED);
            assertThat(worker.unfitBecause()).isPresent();
        }
    }

    @Test
    void isReplacedAfterItsRunsOrWhenItHasGrown() throws Exception {
        var script = READY + "read line\n" + RESULT.formatted(0, 900_000_000) + "read end";
        try (var spent = worker(script.replace("900000000", "1"), LIMITS.runsPerWorker(1));
                var grown = worker(script)) {
            spent.awaitReady();
            grown.awaitReady();

            spent.run(request(), _ -> {});
            grown.run(request(), _ -> {});

            assertThat(spent.unfitBecause()).hasValue("it has done 1 runs");
            assertThat(grown.unfitBecause()).hasValue("it uses 900 MB");
        }
    }

    @Test
    void aWorkerThatCanNotStartSaysWhy() throws Exception {
        try (var worker =
                worker(
                        "echo '{\"event\":\"error\",\"code\":\"BROWSER_UNAVAILABLE\",\"message\":\"no such binary\"}'; exit 3")) {
            var failure = catchThrowableOfType(LighthouseFailure.class, worker::awaitReady);

            assertThat(failure.code()).isEqualTo(Code.LIGHTHOUSE_UNAVAILABLE);
            assertThat(failure).hasMessageContaining("no such binary");
        }
        var missing =
                catchThrowableOfType(
                        LighthouseFailure.class,
                        () -> LighthouseWorker.start(List.of("/nonexistent/node"), scripts, LIMITS));
        assertThat(missing.code()).isEqualTo(Code.LIGHTHOUSE_UNAVAILABLE);
    }

    @Test
    void theServicesSecretsStayOutOfTheWorker() throws Exception {
        var environment = scripts.resolve("environment");
        try (var worker = worker("env > " + environment + "\n" + READY + "read end")) {
            worker.awaitReady();
        }

        var names = Files.readAllLines(environment).stream().map(line -> line.replaceFirst("=.*", ""));
        // The shell itself adds PWD, SHLVL and _.
        assertThat(names)
                .contains("PATH", "TMPDIR")
                .isSubsetOf(
                        "PATH",
                        "HOME",
                        "LANG",
                        "LC_ALL",
                        "TZ",
                        "LD_LIBRARY_PATH",
                        "FONTCONFIG_PATH",
                        "FONTCONFIG_FILE",
                        "NODE_COMPILE_CACHE",
                        "TMPDIR",
                        "PWD",
                        "OLDPWD",
                        "SHLVL",
                        "_");
    }

    @Test
    void closingEndsAWorkerThatDoesNotListenAndRemovesItsFolder() throws Exception {
        var folder = scripts.resolve("folder");
        var worker =
                worker(
                        "echo $TMPDIR > "
                                + folder
                                + "; mkdir $TMPDIR/profile; touch $TMPDIR/profile/lock\n"
                                + READY
                                + "exec sleep 600");
        worker.awaitReady();
        var process = ProcessHandle.of(worker.pid()).orElseThrow();

        worker.close();

        assertThat(process.isAlive()).isFalse();
        assertThat(Path.of(Files.readString(folder).strip())).hasParentRaw(scripts).doesNotExist();
    }

    private static LighthouseFailure failureOf(LighthouseWorker worker, LighthouseRequest request) {
        return catchThrowableOfType(LighthouseFailure.class, () -> worker.run(request, _ -> {}));
    }

    private LighthouseWorker worker(String script) throws Exception {
        return worker(script, LIMITS);
    }

    private LighthouseWorker worker(String script, EngineConfig.Lighthouse limits) throws Exception {
        var file = Files.writeString(Files.createTempFile(scripts, "worker", ".sh"), script);
        return LighthouseWorker.start(List.of("/bin/sh", file.toString()), scripts, limits);
    }

    private static LighthouseRequest request() {
        return request(Duration.ofSeconds(15));
    }

    private static LighthouseRequest request(Duration deadline) {
        return new LighthouseRequest(
                URI.create("https://site.example/"), Set.of(LighthouseCategory.SEO), FormFactor.DESKTOP, 1, deadline);
    }
}
