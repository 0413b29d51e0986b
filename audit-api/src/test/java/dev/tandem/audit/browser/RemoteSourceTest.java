package dev.tandem.audit.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.TimeoutError;
import dev.tandem.audit.process.ProcessTree;
import dev.tandem.audit.scan.BrowserName;
import dev.tandem.audit.scan.Device;
import dev.tandem.audit.scan.PageSettings;
import dev.tandem.common.testing.DeadPort;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A browser and a Playwright server of this machine stand in for those of others.
class RemoteSourceTest {

    private static final Pattern ADDRESS = Pattern.compile("ws://[^\\s]+");
    private static final Pattern REVISION = Pattern.compile("\"chromium-headless-shell\",\\s*\"revision\": \"(\\d+)\"");

    private final List<Process> servers = new ArrayList<>();

    @TempDir private Path folder;

    @AfterEach
    void stop() {
        for (var server : servers) {
            var all = new ArrayList<>(server.descendants().toList());
            server.destroyForcibly();
            all.forEach(ProcessHandle::destroyForcibly);
            DriverProcess.awaitEnd(all, 10);
        }
    }

    @Test
    void aRemoteBrowserIsUsedOverTheDevToolsProtocol() throws Exception {
        var endpoint = devTools();

        try (var stage = stage(Map.of("provider", "browserless", "endpoint", endpoint))) {
            assertThat(product(stage, "/")).startsWith("Chromium ");
            assertThat(stage.pool.counts().launches()).isEqualTo(1);
            assertThat(ProcessTree.naming(folder.resolve("pool")))
                    .as("no browser was started here")
                    .noneMatch(process -> ProcessTree.commandLine(process.pid()).contains("headless"));
        }
    }

    @Test
    void anEndpointThatDoesNotSpeakItIsAskedByPlaywrightsProtocol() throws Exception {
        var endpoint = playwrightServer();

        try (var stage = stage(Map.of("provider", "auto", "endpoint", endpoint))) {
            assertThat(product(stage, "/")).startsWith("Chromium ");
        }
    }

    @Test
    void aPrivateAddressIsRefusedBeforeARemoteBrowserGoesThere() throws Exception {
        var endpoint = devTools();

        try (var stage = stage(Map.of("provider", "browserless", "endpoint", endpoint))) {
            var loader = new PageLoader(stage.config);
            assertThatThrownBy(() ->
                            stage.pool.visit(
                                    Device.DESKTOP,
                                    PageSettings.DEFAULT,
                                    visit -> loader.load(visit, URI.create("http://10.1.2.3/"))))
                    .asInstanceOf(type(BrowserFailure.class))
                    .extracting(failure -> failure.error().code())
                    .isEqualTo("ADDRESS_NOT_ALLOWED");
        }
    }

    @Test
    void autoWorksWithThisMachinesBrowserWhenTheRemoteOneIsAway() throws Exception {
        try (var dead = new DeadPort()) {
            var nobody = "http://127.0.0.1:" + dead.number();
            try (var stage = stage(Map.of("provider", "auto", "endpoint", nobody))) {
                assertThat(product(stage, "/")).startsWith("Chromium ");
            }
            try (var stage = stage(Map.of("provider", "browserless", "endpoint", nobody))) {
                assertThatThrownBy(() -> product(stage, "/"))
                        .asInstanceOf(type(BrowserFailure.class))
                        .extracting(failure -> failure.error().code())
                        .isEqualTo("BROWSER_NOT_STARTED");
            }
        }
    }

    /// A start may take 90 s altogether; asked by both protocols, one after the other, much of it would be gone before
    /// this machine's own browser is tried.
    @Test
    void anEndpointThatSaysNothingIsNotAskedAgainByTheOtherProtocol() throws Exception {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var playwright = SlotDriver.start(BrowserStage.config(folder, Map.of()).node(), folder, folder)) {
            var source =
                    new RemoteSource(
                            URI.create("http://127.0.0.1:" + silent.getLocalPort()),
                            BrowserName.CHROMIUM,
                            Duration.ofSeconds(1));

            assertThatThrownBy(() -> source.open(playwright, 9))
                    .isInstanceOf(TimeoutError.class)
                    .hasStackTraceContaining("connectOverCDP");
        }
    }

    private static String product(BrowserStage stage, String path) throws BrowserFailure, InterruptedException {
        return stage.pool.visit(
                Device.DESKTOP,
                PageSettings.DEFAULT,
                visit -> {
                    visit.page().navigate(stage.url(path).toString());
                    return visit.browser();
                });
    }

    private BrowserStage stage(Map<String, String> settings) throws Exception {
        var all = new HashMap<>(settings);
        all.put("spare", "false");
        return new BrowserStage(folder.resolve("pool"), InstantSource.system(), all);
    }

    private String devTools() throws Exception {
        var chromium = BrowserStage.chromium(BrowserStage.config(folder, Map.of())).orElseThrow();
        var said =
                start(
                        new ProcessBuilder(
                                chromium.executable().toString(),
                                "--no-sandbox",
                                "--disable-gpu",
                                "--remote-debugging-port=0",
                                "--user-data-dir=" + folder.resolve("remote")));
        return "http://" + URI.create(said).getAuthority();
    }

    private String playwrightServer() throws Exception {
        var config = BrowserStage.config(folder, Map.of());
        SlotDriver.start(config.node(), folder, folder).close();
        var driver = Path.of(System.getProperty("playwright.cli.dir"), "package");
        var command =
                new ProcessBuilder(
                        config.node(),
                        driver.resolve("cli.js").toString(),
                        "run-server",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        "0");
        command.environment().put("PLAYWRIGHT_BROWSERS_PATH", ownBrowsers(driver, config).toString());
        command.environment().put("PLAYWRIGHT_SKIP_VALIDATE_HOST_REQUIREMENTS", "1");
        return start(command);
    }

    /// A server starts only the browser that belongs to its version: this machine's takes its place.
    private Path ownBrowsers(Path driver, BrowserConfig config) throws Exception {
        assumeTrue(
                System.getProperty("os.arch").equals("amd64"), "Skipped: Playwright's folders have other names here");
        var revision = REVISION.matcher(Files.readString(driver.resolve("browsers.json")));
        assertThat(revision.find()).isTrue();
        var browsers = folder.resolve("browsers");
        var place =
                browsers.resolve(
                        "chromium_headless_shell-%s/chrome-headless-shell-linux64".formatted(revision.group(1)));
        Files.createDirectories(place);
        var chromium = BrowserStage.chromium(config).orElseThrow().executable();
        Files.createSymbolicLink(place.resolve("chrome-headless-shell"), chromium);
        return browsers;
    }

    /// Starts a server and waits until it says where it listens.
    private String start(ProcessBuilder command) throws Exception {
        var process = command.redirectErrorStream(true).start();
        servers.add(process);
        var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            var address = ADDRESS.matcher(line);
            if (address.find()) {
                return address.group();
            }
        }
        throw new AssertionError("The server ended before it said where it listens");
    }
}
