package dev.tandem.audit.lighthouse;

import static dev.tandem.audit.lighthouse.FixedEngineConfig.LIMITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tandem.audit.lighthouse.LighthouseFailure.Code;
import dev.tandem.audit.scan.LighthouseCategory;
import java.io.IOException;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// The lane with a real Node, a real Lighthouse and a real browser.
@EnabledOnOs(value = OS.LINUX, disabledReason = "the checks for left-over processes read /proc")
@Timeout(90)
class LighthouseLaneTest {

    private static final Set<LighthouseCategory> ALL = EnumSet.allOf(LighthouseCategory.class);
    private static final Set<LighthouseCategory> ONE = EnumSet.of(LighthouseCategory.SEO);
    private static final AtomicInteger opened = new AtomicInteger();
    private static final AtomicInteger closed = new AtomicInteger();
    private static FixtureSite site;
    private static LighthouseLane lane;

    @BeforeAll
    static void startSiteAndLane() throws IOException {
        site = new FixtureSite();
        // The site is a proxy as well.
        lane = lane(new CountingPort(site.port(), opened, closed));
        lane.warm();
    }

    @AfterAll
    static void stop() {
        lane.close();
        site.close();
    }

    @Test
    void scoresAPageThroughTheWorkersEgressPortWhichIsOpenOnlyDuringTheRun() throws Exception {
        var url = URI.create("http://name-that-only-the-proxy-knows.example/");
        var openedBefore = opened.get();

        var report = lane.run(new LighthouseRequest(url, ALL, FormFactor.MOBILE, 1, Duration.ofSeconds(60)), _ -> {});

        assertThat(report.finalUrl()).isEqualTo(url);
        assertThat(site.hosts()).contains("name-that-only-the-proxy-knows.example");
        assertThat(opened).hasValue(openedBefore + 1);
        assertThat(closed).hasValue(opened.get());
        assertThat(report.scores().keySet()).isEqualTo(ALL);
        assertThat(report.scores().values()).allSatisfy(score -> assertThat(score).isBetween(1, 100));
        assertThat(report.metrics())
                .extracting(LighthouseReport.Metric::id)
                .contains(
                        "first-contentful-paint",
                        "largest-contentful-paint",
                        "total-blocking-time",
                        "cumulative-layout-shift",
                        "speed-index");
        assertThat(report.failedAudits())
                .extracting(LighthouseReport.FailedAudit::id)
                .contains("image-alt", "button-name", "label", "color-contrast");
        assertThat(report.lighthouseVersion()).isEqualTo("13.5.0");
        assertThat(report.benchmarkIndex()).isPositive();
    }

    @Tag("whole")
    @Test
    void aBrowserOrANodeKilledDuringTheRunIsASentenceAndTheNextRunWorks() throws Exception {
        var noBrowser =
                failureOf(lane, whenLoading(() -> RealEngines.browsers().forEach(ProcessHandle::destroyForcibly)));
        // That this gets as far as loading a page is what the first failure must not prevent.
        var noNode =
                failureOf(
                        lane,
                        whenLoading(() ->
                                RealEngines.browsers().stream()
                                        .map(RealEngines::nodeOf)
                                        .distinct()
                                        .forEach(ProcessHandle::destroyForcibly)));
        var next = lane.run(request(ONE));

        assertThat(noBrowser.code()).isEqualTo(Code.LIGHTHOUSE_CRASHED);
        assertThat(noBrowser).hasMessage("The browser ended while Lighthouse was looking at the page.");
        assertThat(noNode.code()).isEqualTo(Code.LIGHTHOUSE_CRASHED);
        assertThat(noNode).hasMessage("The Lighthouse process ended while it was looking at the page.");
        assertThat(next.scores()).containsKey(LighthouseCategory.SEO);
    }

    @Test
    void aServerThatNeverAnswersEndsAtTheDeadline() throws Exception {
        var url = URI.create("http://%s/".formatted(FixtureSite.SILENT));
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
        var closing = lane(null);
        // The other lane's browser goes through the site, and so its command tells it.
        var other = "--proxy-server=http://127.0.0.1:" + site.port();
        var profiles = new AtomicReference<List<Path>>(List.of());

        var failure =
                failureOf(
                        closing,
                        whenLoading(() -> {
                            profiles.set(
                                    RealEngines.browsers().stream()
                                            .filter(browser -> !RealEngines.commandLine(browser.pid()).contains(other))
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

    private static LighthouseLane lane(@Nullable EgressPort egress) {
        return new LighthouseLane(
                RealEngines.config(LIMITS.grace(Duration.ofSeconds(3))),
                RealEngines.chromium(),
                RealEngines.SANDBOX,
                () -> egress,
                Path.of(System.getProperty("java.io.tmpdir"), "tandem-browsers"),
                InstantSource.system());
    }

    /// Half a minute, for a loop of five lines.
    @Tag("whole")
    @Test
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
