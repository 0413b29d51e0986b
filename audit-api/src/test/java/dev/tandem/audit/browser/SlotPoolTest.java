package dev.tandem.audit.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.audit.process.ProcessTree;
import dev.tandem.audit.scan.BrowserName;
import dev.tandem.audit.scan.Device;
import dev.tandem.audit.scan.PageSettings;
import dev.tandem.common.testing.MutableClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlotPoolTest {

    private static final Pattern PROXY = Pattern.compile("--proxy-server=http://127\\.0\\.0\\.1:(\\d+)");

    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-01T00:00:00Z"));

    @TempDir private Path folder;

    @Test
    void nothingOutlivesAPool() throws Exception {
        List<ProcessHandle> processes;
        List<Integer> ports;
        try (var stage = stage(Map.of())) {
            // Given: a browser that has opened a page, and the spare one.
            assertThat(open(stage)).isEqualTo("Stage");
            soon().until(() -> stage.pool.running() == 2);
            processes = ProcessTree.naming(folder);
            ports = proxyPorts(processes);
            assertThat(processes)
                    .as("every browser keeps its files in the pool's folder")
                    .hasSizeGreaterThanOrEqualTo(2);
            assertThat(ports).hasSize(2).allMatch(SlotPoolTest::listens);
            assertThat(stage.slotFolders()).hasSize(2).allSatisfy(slot -> assertThat(slot).isNotEmptyDirectory());
            stage.pool.tend();
            assertThat(stage.pool.bytes()).as("two browsers with their drivers").isGreaterThan(100_000_000);
        }

        // Then
        assertThat(processes).noneMatch(ProcessHandle::isAlive);
        assertThat(ports).noneMatch(SlotPoolTest::listens);
        assertThat(ProcessTree.naming(folder)).isEmpty();
        try (var left = Files.walk(folder)) {
            assertThat(left.filter(path -> path.getFileName().toString().startsWith("slot-"))).isEmpty();
        }
    }

    @Test
    void aWarmPoolStartsNothingWhileAPageWaits() throws Exception {
        try (var stage = stage(Map.of("visits-per-browser", "2"))) {
            // Given
            stage.pool.warm();

            // When: every browser may open two pages only, and one page takes it with it.
            for (int i = 0; i < 3; i++) {
                visit(stage, visit -> waitForSpare(stage));
            }
            crash(stage);
            open(stage);

            // Then
            soon().until(() -> stage.pool.counts().retired(Retirement.VISITS) >= 1);
            soon().until(() -> stage.pool.counts().retired(Retirement.CRASH) == 1);
            soon().until(() -> stage.pool.running() == 2);
            assertThat(stage.pool.counts().coldLaunches()).isZero();
            assertThat(stage.slotFolders()).hasSize(2);
        }
    }

    @Test
    void pagesThatHangOrCrashTakeOnlyTheirOwnBrowserWithThem() throws Exception {
        try (var stage = stage(Map.of("visit", "6s"))) {
            // When
            assertThatThrownBy(() -> visit(stage, visit -> visit.page().evaluate("while (true);")))
                    .asInstanceOf(type(BrowserFailure.class))
                    .extracting(failure -> failure.error().code())
                    .isEqualTo("PAGE_HUNG");
            crash(stage);

            // Then
            assertThat(open(stage)).isEqualTo("Stage");
            soon().until(() -> stage.pool.counts().retired(Retirement.TIMEOUT, Retirement.CRASH) == 2);
            soon().until(() -> stage.slotFolders().size() == stage.pool.running());
        }
    }

    @Test
    void timeAloneRenewsAndShutsBrowsers() throws Exception {
        try (var stage = stage(Map.of())) {
            // Given
            open(stage);
            soon().until(() -> stage.pool.running() == 2);

            // When: both are old, and only one is needed.
            clock.forward(Duration.ofMinutes(9));
            open(stage);
            clock.forward(Duration.ofMinutes(9));
            open(stage);
            clock.forward(Duration.ofMinutes(9));
            open(stage);
            clock.forward(Duration.ofMinutes(9));
            stage.pool.tend();

            // Then
            soon().until(() -> stage.pool.counts().retired(Retirement.AGE, Retirement.IDLE) >= 2);
            soon().until(() -> stage.pool.running() >= 1);
            assertThat(stage.pool.counts().coldLaunches()).isEqualTo(1);

            // When
            clock.forward(Duration.ofMinutes(30));
            stage.pool.tend();

            // Then
            soon().until(() -> stage.pool.running() == 0);
            assertThat(stage.slotFolders()).isEmpty();
        }
    }

    @Test
    void aVisitThatIsInterruptedIsStopped() throws Exception {
        try (var stage = stage(Map.of("spare", "false"))) {
            // Given
            var inside = new CountDownLatch(1);
            var ended = new CompletableFuture<Throwable>();
            var caller =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    visit(
                                            stage,
                                            visit -> {
                                                inside.countDown();
                                                return visit.page().evaluate("while (true);");
                                            });
                                } catch (BrowserFailure | InterruptedException failure) {
                                    ended.complete(failure);
                                }
                            });
            inside.await();

            // When
            caller.interrupt();

            // Then
            assertThat(ended.get()).isInstanceOf(InterruptedException.class);
            soon().until(() -> stage.pool.counts().retired(Retirement.STOPPED) == 1);
        }
    }

    @Test
    void aBrowserThatIsNotInstalledIsSaidAtOnce() throws Exception {
        try (var stage = stage(Map.of("spare", "false"))) {
            var settings = Settings.in(BrowserName.WEBKIT);
            assumeTrue(InstalledBrowsers.webkit(stage.config).isEmpty(), "Skipped: WebKit is installed here");

            assertThatThrownBy(() -> stage.pool.visit(Device.DESKTOP, settings, Visit::browser))
                    .asInstanceOf(type(BrowserFailure.class))
                    .satisfies(failure -> {
                        assertThat(failure.error().code()).isEqualTo("BROWSER_NOT_INSTALLED");
                        assertThat(failure.error().retryable()).isFalse();
                        assertThat(failure.getMessage()).contains("install --with-deps webkit");
                    });
            assertThat(stage.pool.running()).isZero();
        }
    }

    private BrowserStage stage(Map<String, String> settings) throws Exception {
        return new BrowserStage(folder, clock, settings);
    }

    private static String open(BrowserStage stage) throws BrowserFailure, InterruptedException {
        return visit(
                stage,
                visit -> {
                    visit.page().navigate(stage.url("/").toString());
                    return visit.page().title();
                });
    }

    private static void crash(BrowserStage stage) {
        assertThatThrownBy(() ->
                        visit(
                                stage,
                                visit -> {
                                    waitForSpare(stage);
                                    return Objects.requireNonNull(visit.devtools()).send("Page.crash");
                                }))
                .asInstanceOf(type(BrowserFailure.class))
                .extracting(failure -> failure.error().code())
                .isEqualTo("PAGE_CRASHED");
    }

    private static int waitForSpare(BrowserStage stage) {
        soon().until(() -> stage.pool.idle() > 0);
        return stage.pool.idle();
    }

    /// Browsers take their time on a machine that is busy with other tests.
    private static ConditionFactory soon() {
        return await().atMost(Duration.ofMinutes(1));
    }

    private static <T> T visit(BrowserStage stage, PageWork<T> work) throws BrowserFailure, InterruptedException {
        return stage.pool.visit(Device.DESKTOP, PageSettings.DEFAULT, work);
    }

    /// Each browser's own. A process that has forked and not begun its own program yet bears its parent's command, and
    /// so its port too.
    private static List<Integer> proxyPorts(List<ProcessHandle> processes) {
        var ports = new TreeSet<Integer>();
        for (var process : processes) {
            var command = ProcessTree.commandLine(process.pid());
            var port = PROXY.matcher(command);
            if (!command.contains("--type=") && port.find()) {
                ports.add(Integer.valueOf(port.group(1)));
            }
        }
        return List.copyOf(ports);
    }

    private static boolean listens(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException closed) {
            return false;
        }
    }
}
