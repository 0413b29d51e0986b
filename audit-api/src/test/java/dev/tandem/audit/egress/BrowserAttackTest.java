package dev.tandem.audit.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.Proxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// A real browser opens a page that tries every way out it knows towards servers of this machine, through the proxy.
/// That nothing is reached where it is not allowed is tested with the browsers as slots start them, in the package
/// `browser`.
@TestInstance(Lifecycle.PER_CLASS)
class BrowserAttackTest {

    private static final Path CHROMIUM =
            Path.of(
                    Objects.requireNonNullElse(
                            System.getenv("AUDIT_BROWSER_CHROMIUM"), "/usr/lib/chromium/chromium-headless-shell"));
    private static final Path NODE =
            Path.of(Objects.requireNonNullElse(System.getenv("PLAYWRIGHT_NODEJS_PATH"), "/usr/bin/node"));

    private Playwright playwright;

    @BeforeAll
    void start() {
        assumeTrue(Files.isExecutable(CHROMIUM), "No browser at " + CHROMIUM + ": set AUDIT_BROWSER_CHROMIUM");
        assumeTrue(Files.isExecutable(NODE), "No Node at " + NODE + ": set PLAYWRIGHT_NODEJS_PATH");
        playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(
                                        Map.of(
                                                "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                                                "1",
                                                "PLAYWRIGHT_NODEJS_PATH",
                                                NODE.toString())));
    }

    @AfterAll
    void stop() {
        if (playwright != null) {
            playwright.close();
        }
    }

    /// With everything allowed: otherwise it could be that nothing is reached because the page does nothing.
    @Test
    void thePageReachesThisMachineWhenTheOperatorAllowsIt() throws IOException {
        try (var target = new AttackTarget();
                var fixture = target.names(new ProxyFixture("127.0.0.0/8,::1/128,0.0.0.0"));
                var browser = launch(fixture)) {
            // Given
            var session = fixture.proxy.begin(ProxyFixture.LIMITS);
            var page = open(browser, target);

            // When
            awaitAll(page, target.reachableHosts(), target.hits()::contains);

            // Then
            assertThat(target.hits()).containsAll(target.reachableHosts());
            assertThat(target.packets()).as("WebRTC has no business with the proxy").isZero();
            assertThat(session.end().connections()).isGreaterThan(20);
        }
    }

    @Test
    void theVerdictExplainsWhatTheBrowserOnlyCallsATunnel() throws IOException {
        try (var target = new AttackTarget();
                var fixture = target.names(new ProxyFixture("127.0.0.2"));
                var browser = launch(fixture)) {
            // Given
            var session = fixture.proxy.begin(ProxyFixture.LIMITS);
            var page = browser.newPage();

            // When
            var unknown = navigate(page, "https://nowhere.example/");
            var denied = navigate(page, "https://169.254.169.254/latest/meta-data/");

            // Then
            assertThat(unknown).contains("net::ERR_TUNNEL_CONNECTION_FAILED");
            assertThat(denied).contains("net::ERR_TUNNEL_CONNECTION_FAILED");
            assertThat(session.verdictFor("nowhere.example").map(EgressVerdict::code)).contains("NAME_NOT_RESOLVED");
            assertThat(session.verdictFor("169.254.169.254").map(EgressVerdict::code)).contains("DENIED_ADDRESS");
        }
    }

    private Browser launch(ProxyFixture fixture) {
        return playwright
                .chromium()
                .launch(
                        new LaunchOptions()
                                .setExecutablePath(CHROMIUM)
                                .setChromiumSandbox(!System.getProperty("user.name").equals("root"))
                                .setProxy(new Proxy("http://127.0.0.1:" + fixture.proxy.port()))
                                .setArgs(
                                        List.of(
                                                "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
                                                "--webrtc-ip-handling-policy=disable_non_proxied_udp")));
    }

    private static Page open(Browser browser, AttackTarget target) {
        var page = browser.newPage();
        page.navigate(target.pageUrl());
        return page;
    }

    /// @return what the browser says, empty when it shows an answer
    private static String navigate(Page page, String url) {
        try {
            page.navigate(url);
            return "";
        } catch (PlaywrightException failed) {
            return String.valueOf(failed.getMessage());
        }
    }

    /// Waits at most ten seconds; what did not happen by then is named.
    private static void awaitAll(Page page, Set<String> hosts, java.util.function.Predicate<String> happened) {
        try {
            page.waitForCondition(
                    () -> hosts.stream().allMatch(happened), new Page.WaitForConditionOptions().setTimeout(10_000));
        } catch (PlaywrightException timeout) {
            var missing = new LinkedHashSet<>(hosts);
            missing.removeIf(happened);
            throw new AssertionError("Never tried, or never seen: " + missing, timeout);
        }
        page.waitForFunction("window.gathered");
    }
}
