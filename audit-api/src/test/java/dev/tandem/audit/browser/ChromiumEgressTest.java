package dev.tandem.audit.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.Proxy;
import dev.tandem.audit.egress.AttackTarget;
import dev.tandem.audit.egress.EgressVerdict;
import dev.tandem.audit.egress.EgressVerdict.Kind;
import dev.tandem.audit.egress.ProxyFixture;
import dev.tandem.audit.process.ProcessTree;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The attacker's page in a Chromium that is started as a slot starts it: its switches and the proxy have to hold.
class ChromiumEgressTest {

    @TempDir private Path folder;
    private Playwright playwright;
    private ProxyFixture fixture;
    private AttackTarget target;
    private Browser browser;

    @BeforeEach
    void start() throws Exception {
        var config = BrowserStage.config(folder, Map.of());
        var chromium = BrowserStage.chromium(config).orElseThrow();
        target = new AttackTarget();
        fixture = target.names(new ProxyFixture("127.0.0.2"));
        playwright = SlotDriver.start(config.node(), folder, folder);
        browser = new ChromiumSource(chromium).open(playwright, fixture.proxy.port()).browser();
    }

    @AfterEach
    void stop() {
        if (playwright != null) {
            playwright.close();
            fixture.close();
            target.close();
        }
    }

    @Test
    void nothingOfAnAttackersPageReachesThisMachine() {
        // Given
        var session = fixture.proxy.begin(ProxyFixture.LIMITS);
        var page = browser.newPage();
        page.navigate(target.pageUrl());

        // When
        var expected = target.attackedHosts();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> {
                    page.waitForTimeout(100);
                    assertThat(expected).allSatisfy(host -> assertThat(session.verdictFor(host)).as(host).isPresent());
                });
        page.waitForFunction("window.gathered", null, new Page.WaitForFunctionOptions().setTimeout(10_000));

        var candidates = (List<?>) page.evaluate("window.candidates");
        page.navigate(target.urlOf("navigation.example"));

        // Then
        assertThat(expected).hasSizeGreaterThanOrEqualTo(25);
        assertThat(session.verdictFor("navigation.example")).map(EgressVerdict::kind).contains(Kind.DENIED);
        assertThat(target.hits()).isEmpty();
        assertThat(target.packets()).isZero();
        assertThat(candidates).isEmpty();
        assertThat(fixture.lookups("rebind.example")).isEqualTo(1);
        assertThat(session.verdictFor("rebind.example")).map(EgressVerdict::kind).contains(Kind.REFUSED);
        assertThat(expected)
                .filteredOn(host -> !host.equals("rebind.example"))
                .allSatisfy(
                        host -> assertThat(session.verdictFor(host)).map(EgressVerdict::kind).contains(Kind.DENIED));
    }

    @Test
    void noNameIsLookedUpEvenPastTheProxy() {
        // Given: a context that may reach one name directly.
        var past = new Proxy("http://127.0.0.1:" + fixture.proxy.port()).setBypass("localhost");
        var page = browser.newContext(new Browser.NewContextOptions().setProxy(past)).newPage();

        // Then
        assertThatThrownBy(() -> page.navigate(target.urlOf("localhost")))
                .isInstanceOf(PlaywrightException.class)
                .hasMessageContaining("net::ERR_NAME_NOT_RESOLVED");
        assertThat(target.hits()).isEmpty();
    }

    /// No server here speaks it, so that nothing more can be seen of it.
    @Test
    void quicIsSwitchedOff() {
        assertThat(DriverProcess.of(playwright).descendants())
                .extracting(process -> ProcessTree.commandLine(process.pid()))
                .anyMatch(command -> !command.contains("--type=") && command.contains(" --disable-quic "));
    }
}
