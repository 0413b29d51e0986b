package dev.tandem.audit.lighthouse;

import static dev.tandem.audit.lighthouse.FixedEngineConfig.LIMITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tandem.audit.lighthouse.LighthouseFailure.Code;
import dev.tandem.audit.scan.LighthouseCategory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// The lane with a real Node, a real Lighthouse and a real browser.
@EnabledOnOs(value = OS.LINUX, disabledReason = "the checks for left-over processes read /proc")
@Timeout(90)
class LighthouseLaneTest {

    private static final Set<LighthouseCategory> ALL = EnumSet.allOf(LighthouseCategory.class);
    private static final Set<LighthouseCategory> ONE = EnumSet.of(LighthouseCategory.SEO);
    private static FixtureSite site;
    private static LighthouseLane lane;

    @BeforeAll
    static void startSiteAndLane() throws IOException {
        site = new FixtureSite();
        lane = lane(() -> null);
        lane.warm();
    }

    @AfterAll
    static void stop() {
        lane.close();
        site.close();
    }

    @Test
    void scoresAPageAndIsFasterOnceItIsWarm() throws Exception {
        try (var fresh = lane(() -> null)) {
            var begun = System.nanoTime();
            var cold = fresh.run(request(ALL));
            var coldTime = Duration.ofNanos(System.nanoTime() - begun);
            var warm = fresh.run(request(ALL));
            System.out.printf(
                    "Lighthouse: %d ms cold with start-up, %d ms warm (benchmark index %.0f, %.0f)%n",
                    coldTime.toMillis(), warm.elapsed().toMillis(), cold.benchmarkIndex(), warm.benchmarkIndex());

            assertThat(cold.scores().keySet()).isEqualTo(ALL);
            assertThat(cold.scores().values()).allSatisfy(score -> assertThat(score).isBetween(1, 100));
            assertThat(cold.metrics())
                    .extracting(LighthouseReport.Metric::id)
                    .contains(
                            "first-contentful-paint",
                            "largest-contentful-paint",
                            "total-blocking-time",
                            "cumulative-layout-shift",
                            "speed-index");
            assertThat(cold.failedAudits())
                    .extracting(LighthouseReport.FailedAudit::id)
                    .contains("image-alt", "button-name", "label", "color-contrast");
            assertThat(cold.lighthouseVersion()).isEqualTo("13.5.0");
            assertThat(cold.benchmarkIndex()).isPositive();
            assertThat(warm.elapsed()).isLessThan(coldTime);
        }
    }

    @Test
    void aBrowserKilledDuringTheRunIsASentenceAndTheNextRunWorks() throws Exception {
        var failure =
                failureOf(lane, whenLoading(() -> RealEngines.browsers().forEach(ProcessHandle::destroyForcibly)));

        assertThat(failure.code()).isEqualTo(Code.LIGHTHOUSE_CRASHED);
        assertThat(failure).hasMessage("The browser ended while Lighthouse was looking at the page.");
        assertThat(lane.run(request(ONE)).scores()).containsKey(LighthouseCategory.SEO);
    }

    @Test
    void aNodeKilledDuringTheRunIsASentenceAndTheNextRunWorks() throws Exception {
        var failure =
                failureOf(
                        lane,
                        whenLoading(() ->
                                RealEngines.browsers().stream()
                                        .map(RealEngines::nodeOf)
                                        .distinct()
                                        .forEach(ProcessHandle::destroyForcibly)));

        assertThat(failure.code()).isEqualTo(Code.LIGHTHOUSE_CRASHED);
        assertThat(failure).hasMessage("The Lighthouse process ended while it was looking at the page.");
        assertThat(lane.run(request(ONE)).scores()).containsKey(LighthouseCategory.SEO);
    }

    @Test
    void aServerThatNeverAnswersEndsAtTheDeadline() throws Exception {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var url = URI.create("http://127.0.0.1:%d/".formatted(silent.getLocalPort()));
            var deadline = Duration.ofSeconds(4);
            var loading = new AtomicReference<Long>();

            var failure =
                    catchThrowableOfType(
                            LighthouseFailure.class,
                            () ->
                                    lane.run(
                                            new LighthouseRequest(url, ONE, FormFactor.MOBILE, 1, deadline),
                                            _ -> loading.set(System.nanoTime())));

            assertThat(failure.code()).isEqualTo(Code.LIGHTHOUSE_TIMEOUT);
            assertThat(failure).hasMessageContaining("did not finish within 4 seconds");
            assertThat(Duration.ofNanos(System.nanoTime() - loading.get())).isLessThan(deadline.plusSeconds(4));
        }
    }

    @Test
    void anInterruptStopsTheRunAtOnce() {
        var interrupted = new AtomicReference<Long>();

        var failure =
                failureOf(
                        lane,
                        whenLoading(() -> {
                            interrupted.set(System.nanoTime());
                            Thread.currentThread().interrupt();
                        }));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure.code()).isEqualTo(Code.LIGHTHOUSE_CANCELLED);
        assertThat(Duration.ofNanos(System.nanoTime() - interrupted.get())).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void closingEndsARunUnderWayAndLeavesNoProcessAndNoFolder() {
        // The site is a proxy as well, and its port tells this lane's browser from the other lane's.
        var port = site.port();
        var closing = lane(() -> new CountingPort(port, new AtomicInteger(), new AtomicInteger()));
        var profiles = new AtomicReference<List<Path>>(List.of());

        var failure =
                failureOf(
                        closing,
                        whenLoading(() -> {
                            profiles.set(
                                    RealEngines.browsers().stream()
                                            .filter(browser ->
                                                    RealEngines.commandLine(browser.pid())
                                                            .contains("--proxy-server=http://127.0.0.1:" + port))
                                            .map(RealEngines::profileOf)
                                            .toList());
                            closing.close();
                        }));

        assertThat(failure.code()).isEqualTo(Code.LIGHTHOUSE_UNAVAILABLE);
        assertThat(profiles.get())
                .isNotEmpty()
                .allSatisfy(profile -> {
                    assertThat(RealEngines.processesUsing(profile)).isEmpty();
                    assertThat(profile.getParent()).doesNotExist();
                });
        assertThatThrownBy(() -> closing.run(request(ONE))).hasMessage("Lighthouse is being shut down.");
    }

    @Test
    void everythingGoesThroughTheWorkersEgressPortWhichIsOpenOnlyDuringTheRun() throws Exception {
        var opened = new AtomicInteger();
        var closed = new AtomicInteger();
        try (var proxy = new FixtureSite();
                var fenced = lane(() -> new CountingPort(proxy.port(), opened, closed))) {
            var url = URI.create("http://name-that-only-the-proxy-knows.example/");

            var report =
                    fenced.run(new LighthouseRequest(url, ONE, FormFactor.DESKTOP, 1, Duration.ofSeconds(60)), _ -> {});

            assertThat(report.finalUrl()).isEqualTo(url);
            assertThat(proxy.hosts()).contains("name-that-only-the-proxy-knows.example");
            assertThat(opened).hasValue(1);
            assertThat(closed).hasValue(1);
        }
    }

    private record CountingPort(int port, AtomicInteger opened, AtomicInteger closed) implements EgressPort {
        @Override
        public AutoCloseable open() {
            opened.incrementAndGet();
            return closed::incrementAndGet;
        }
    }

    private static LighthouseFailure failureOf(LighthouseLane used, Consumer<LighthousePhase> progress) {
        return catchThrowableOfType(LighthouseFailure.class, () -> used.run(request(ONE), progress));
    }

    private static Consumer<LighthousePhase> whenLoading(Runnable action) {
        return phase -> {
            if (phase == LighthousePhase.LOAD) {
                action.run();
            }
        };
    }

    private static LighthouseLane lane(Supplier<? extends @Nullable EgressPort> egress) {
        return new LighthouseLane(
                RealEngines.config(LIMITS.grace(Duration.ofSeconds(3))),
                RealEngines.chromium(),
                RealEngines.SANDBOX,
                egress,
                InstantSource.system());
    }

    /// Half a minute, for a loop of five lines: asked for by name.
    @Test
    @EnabledIfSystemProperty(named = "tandem.lighthouse.runs", matches = "true")
    void theMedianOfThreeRunsIsOneReport() throws LighthouseFailure {
        var categories = Set.of(LighthouseCategory.PERFORMANCE);
        var request = new LighthouseRequest(site.url(), categories, FormFactor.MOBILE, 3, Duration.ofSeconds(60));

        var report = lane.run(request);

        assertThat(report.runs()).isEqualTo(3);
        assertThat(report.scores().get(LighthouseCategory.PERFORMANCE)).isBetween(1, 100);
    }

    private static LighthouseRequest request(Set<LighthouseCategory> categories) {
        return new LighthouseRequest(site.url(), categories, FormFactor.MOBILE, 1, Duration.ofSeconds(60));
    }
}
