package dev.tandem.audit.lighthouse;

import static dev.tandem.audit.lighthouse.FixedEngineConfig.LIMITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.audit.scan.LighthouseCategory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the fake workers are shell scripts")
@Timeout(20)
class LighthouseSeatTest {

    private static final LighthouseRequest REQUEST =
            new LighthouseRequest(
                    URI.create("https://site.example/"),
                    Set.of(LighthouseCategory.SEO),
                    FormFactor.MOBILE,
                    1,
                    Duration.ofSeconds(15));

    /// Answers every run, numbered as the worker numbers them.
    private static final String HEALTHY =
            """
            echo '{"event":"ready","browser":1}'; n=0
            while read line; do
              echo "{\\"event\\":\\"result\\",\\"id\\":\\"$n\\",\\"rss\\":1,\\"report\\":{\\"scores\\":{\\"seo\\":82}}}"; n=$((n+1))
            done
            """;

    private static final String DYING = "echo '{\"event\":\"ready\",\"browser\":1}'; read line; exit 1";

    @TempDir Path scripts;

    private final List<LighthouseWorker> launched = new ArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private final EgressPort port =
            new EgressPort() {
                @Override
                public int port() {
                    return 1;
                }

                @Override
                public AutoCloseable open() {
                    open.incrementAndGet();
                    return open::decrementAndGet;
                }
            };
    private Instant now = Instant.parse("2026-11-22T00:00:00Z");
    private String script = HEALTHY;
    private final LighthouseSeat seat = new LighthouseSeat(_ -> launch(), port, () -> now);

    @AfterEach
    void close() {
        seat.close();
    }

    @Test
    void keepsItsWorkerFromRunToRun() throws Exception {
        seat.run(REQUEST, _ -> {});
        seat.run(REQUEST, _ -> {});

        assertThat(launched).hasSize(1);
    }

    @Test
    void startsTheReplacementOfABrokenWorkerBeforeTheNextRunAsksForIt() throws Exception {
        script = DYING;
        assertThatThrownBy(
                        () -> {
                            seat.warm();
                            script = HEALTHY;
                            seat.run(REQUEST, _ -> {});
                        })
                .isInstanceOf(LighthouseFailure.class);

        assertThat(launched).hasSize(2);
        assertThat(open).hasValue(0);
        assertThat(seat.run(REQUEST, _ -> {}).scores()).containsEntry(LighthouseCategory.SEO, 82);
        assertThat(launched).hasSize(2);
    }

    @Test
    void replacesAWorkerThatDiedWhileNobodyUsedIt() throws Exception {
        seat.run(REQUEST, _ -> {});
        var process = ProcessHandle.of(launched.getFirst().pid()).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();

        var report = seat.run(REQUEST, _ -> {});

        assertThat(report.scores()).containsEntry(LighthouseCategory.SEO, 82);
        assertThat(launched).hasSize(2);
    }

    @Test
    void endsAWorkerThatHadNothingToDo() throws Exception {
        seat.run(REQUEST, _ -> {});
        var process = ProcessHandle.of(launched.getFirst().pid()).orElseThrow();

        assertThat(seat.retireIfIdleSince(now.minusSeconds(1))).isFalse();
        now = now.plusSeconds(1800);
        assertThat(seat.retireIfIdleSince(now)).isTrue();

        assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(5));
        assertThat(seat.retireIfIdleSince(now)).isFalse();
    }

    @Test
    void theEgressPortIsOpenDuringTheRunOnly() throws Exception {
        var during = new AtomicInteger();
        script =
                "echo '{\"event\":\"ready\",\"browser\":1}'; read line; "
                        + "echo '{\"event\":\"phase\",\"id\":\"0\",\"phase\":\"LOAD\"}'; "
                        + "echo '{\"event\":\"result\",\"id\":\"0\",\"rss\":1,\"report\":{\"scores\":{\"seo\":82}}}'; read end";
        seat.warm();
        assertThat(open).hasValue(0);

        seat.run(REQUEST, _ -> during.set(open.get()));

        assertThat(during).hasValue(1);
        assertThat(open).hasValue(0);
    }

    @Test
    void aClosedSeatRefuses() throws Exception {
        seat.run(REQUEST, _ -> {});
        seat.close();

        assertThatThrownBy(() -> seat.run(REQUEST, _ -> {})).hasMessage("Lighthouse is being shut down.");
        assertThat(ProcessHandle.of(launched.getFirst().pid())).isEmpty();
    }

    private LighthouseWorker launch() throws LighthouseFailure {
        try {
            var file = Files.writeString(Files.createTempFile(scripts, "worker", ".sh"), script);
            launched.add(LighthouseWorker.start(List.of("/bin/sh", file.toString()), scripts, LIMITS));
            return launched.getLast();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
