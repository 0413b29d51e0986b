package dev.tandem.audit.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class DriverProcessTest {

    @Test
    void killsItsOwnDriverAndNoOtherThatStartedAtTheSameTime() {
        var node = Path.of(Objects.requireNonNullElse(System.getenv("PLAYWRIGHT_NODEJS_PATH"), "not-set"));
        assumeTrue(Files.isExecutable(node), "Skipped: no Node for Playwright; run through ./verify");
        var environment = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1", "PLAYWRIGHT_NODEJS_PATH", node.toString());
        var options = new Playwright.CreateOptions().setEnv(environment);
        try (var threads = Executors.newFixedThreadPool(3)) {
            var drivers =
                    IntStream.range(0, 3)
                            .mapToObj(n ->
                                    CompletableFuture.supplyAsync(
                                            () -> DriverProcess.of(Playwright.create(options)), threads))
                            .toList()
                            .stream()
                            .map(CompletableFuture::join)
                            .toList();
            try {
                drivers.getFirst().kill();

                Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> !drivers.getFirst().isAlive());
                assertThat(drivers.subList(1, 3)).allMatch(DriverProcess::isAlive);
            } finally {
                drivers.forEach(DriverProcess::kill);
            }
        }
    }
}
