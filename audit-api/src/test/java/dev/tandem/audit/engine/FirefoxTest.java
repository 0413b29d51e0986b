package dev.tandem.audit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.audit.browser.BrowserStage;
import dev.tandem.audit.browser.Settings;
import dev.tandem.audit.issue.Finding;
import dev.tandem.audit.scan.BrowserName;
import dev.tandem.audit.scan.Device;
import dev.tandem.audit.scan.Engine;
import dev.tandem.audit.scan.PageSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirefoxTest {

    private static final Path ENGINES = Path.of(System.getProperty("tandem.root", ".."), "audit-api/engines");

    /// Its own scripts would break an engine that ran among them, and its policy forbids others.
    private static final String PAGE =
            """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Four barriers</title>
            <meta http-equiv="Content-Security-Policy" content="script-src 'unsafe-inline'; style-src 'unsafe-inline'">
            <script>
              JSON.stringify = () => 'tampered with'; Array.prototype.map = () => []; window.axe = {run: () => 'mine'};
            </script></head><body>
            <h1>Shop</h1><img src="/dot.svg"><button></button><input type="text" name="mail">
            <p style="color:#bbb;background:#fff">Barely readable</p></body></html>\
            """;

    @Test
    void axeFindsInFirefoxWhatItFindsInChromiumWithoutThePagesKnowing(@TempDir Path folder) throws Exception {
        assumeTrue(Files.isExecutable(BrowserStage.FIREFOX), "Skipped: no Firefox; install firefox-esr");
        assumeTrue(Files.isDirectory(ENGINES.resolve("node_modules")), "Skipped: run npm ci in audit-api/engines");
        var engines = PageEngines.from(ENGINES, new ObjectMapper());
        try (var stage = new BrowserStage(folder, InstantSource.system(), Map.of("spare", "false"))) {
            stage.page("/barriers", PAGE);

            var report =
                    stage.pool.visit(
                            Device.MOBILE,
                            Settings.in(BrowserName.FIREFOX),
                            visit -> {
                                visit.page().navigate(stage.url("/barriers").toString());
                                assertThat(visit.browser()).startsWith("Firefox ");
                                assertThat(visit.page().viewportSize().width).isEqualTo(390);
                                return engines.open(visit, Set.of(Engine.AXE), PageSettings.DEFAULT).look();
                            });

            assertThat(report.findings())
                    .extracting(Finding::code)
                    .containsExactlyInAnyOrderElementsOf(
                            List.of("image-alt", "button-name", "label", "color-contrast"));
        }
    }
}
