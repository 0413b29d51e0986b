package dev.tandem.audit.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitUntilState;
import dev.tandem.audit.egress.AttackTarget;
import dev.tandem.audit.egress.EgressVerdict.Kind;
import dev.tandem.audit.egress.ProxyFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The attacker's page again, in Firefox, which has no switch that keeps it from looking names up: its settings and the
/// proxy have to hold.
class FirefoxEgressTest {

    /// What Chromium asks the proxy for and Firefox asks nobody for: it sends no pings.
    private static final Set<String> NOT_TRIED = Set.of("ping.example");

    @Tag("whole")
    @Test
    void nothingOfAnAttackersPageReachesThisMachine(@TempDir Path folder) throws Exception {
        assumeTrue(Files.isExecutable(BrowserStage.FIREFOX), "Skipped: no Firefox; install firefox-esr");
        var config = BrowserStage.config(folder, Map.of());
        try (var target = new AttackTarget();
                var fixture = target.names(new ProxyFixture("127.0.0.2"));
                var playwright = SlotDriver.start(config.node(), folder, folder)) {
            // Given
            var session = fixture.proxy.begin(ProxyFixture.LIMITS);
            var firefox = new FirefoxSource(BrowserStage.FIREFOX).open(playwright, fixture.proxy.port());
            var page = firefox.browser().newPage();
            page.navigate(target.pageUrl(), new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));

            // When
            var expected = new HashSet<>(target.attackedHosts());
            expected.removeAll(NOT_TRIED);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> {
                        page.waitForTimeout(100);
                        assertThat(expected)
                                .allSatisfy(host -> assertThat(session.verdictFor(host)).as(host).isPresent());
                    });
            page.waitForFunction("window.gathered", null, new Page.WaitForFunctionOptions().setTimeout(10_000));

            // Then
            assertThat(expected).hasSizeGreaterThanOrEqualTo(25);
            assertThat(target.hits()).isEmpty();
            assertThat(target.packets()).isZero();
            assertThat((List<?>) page.evaluate("window.candidates")).isEmpty();
            assertThat(fixture.lookups("rebind.example")).isEqualTo(1);
            assertThat(expected)
                    .filteredOn(host -> !host.equals("rebind.example"))
                    .allSatisfy(host ->
                            assertThat(session.verdictFor(host))
                                    .hasValueSatisfying(verdict -> assertThat(verdict.kind()).isEqualTo(Kind.DENIED)));
            assertThat(session.report().verdicts().keySet())
                    .as("Firefox asks for nothing of its own")
                    .noneMatch(host -> host.contains("mozilla") || host.contains("firefox"));
            firefox.browser().close();
        }
    }
}
