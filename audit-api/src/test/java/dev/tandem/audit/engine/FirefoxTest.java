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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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

    private static final String AROUND =
            """
            <!doctype html><html lang="en"><meta charset="utf-8"><title>Around</title><h1>Around</h1>
            <iframe id="same" title="Same" src="/barriers"></iframe>
            <iframe id="other" title="Other" src="http://localhost:%d/within"></iframe></html>\
            """;

    private static final String WITHIN =
            """
            <!doctype html><html lang="en"><meta charset="utf-8"><title>Within</title><h1>Within</h1>
            <iframe id="deep" title="Deep" srcdoc="<img src=/dot.svg>"></iframe></html>\
            """;

    @TempDir static Path folder;

    private static PageEngines engines;
    private static BrowserStage stage;

    @BeforeAll
    static void open() throws Exception {
        assumeTrue(Files.isExecutable(BrowserStage.FIREFOX), "Skipped: no Firefox; install firefox-esr");
        assumeTrue(Files.isDirectory(ENGINES.resolve("node_modules")), "Skipped: run npm ci in audit-api/engines");
        engines = PageEngines.from(ENGINES, new ObjectMapper());
        stage = new BrowserStage(folder, InstantSource.system(), Map.of("spare", "false"));
        stage.page("/barriers", PAGE);
        stage.page("/around", AROUND.formatted(stage.url("/").getPort()));
        stage.page("/within", WITHIN);
    }

    @AfterAll
    static void close() throws Exception {
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    void axeFindsInFirefoxWhatItFindsInChromiumWithoutThePagesKnowing() throws Exception {
        var report = audit("/barriers", Set.of(Engine.AXE));

        assertThat(report.findings())
                .extracting(Finding::code)
                .containsExactlyInAnyOrderElementsOf(List.of("image-alt", "button-name", "label", "color-contrast"));
    }

    @Test
    void looksIntoFramesOfThisAndOfOtherSitesToo() throws Exception {
        var report = audit("/around", Set.of(Engine.AXE, Engine.ACCESSLINT));

        assertThat(report.framesTested()).isEqualTo(4);
        assertThat(report.framesNotTested()).isZero();
        assertThat(report.findings())
                .filteredOn(finding -> finding.code().equals("image-alt"))
                .extracting(Finding::target)
                .containsExactlyInAnyOrder(List.of("#same", "img"), List.of("#other", "#deep", "img"));
    }

    private static PageReport audit(String page, Set<Engine> asked) throws Exception {
        return stage.pool.visit(
                Device.MOBILE,
                Settings.in(BrowserName.FIREFOX),
                visit -> {
                    visit.page().navigate(stage.url(page).toString());
                    assertThat(visit.browser()).startsWith("Firefox ");
                    assertThat(visit.page().viewportSize().width).isEqualTo(390);
                    return engines.open(visit, asked, PageSettings.DEFAULT).look();
                });
    }
}
