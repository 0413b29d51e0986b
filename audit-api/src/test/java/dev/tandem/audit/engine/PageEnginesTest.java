package dev.tandem.audit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.tandem.audit.browser.SlotPool;
import dev.tandem.audit.issue.Certainty;
import dev.tandem.audit.issue.Finding;
import dev.tandem.audit.issue.Source;
import dev.tandem.audit.scan.BrowserName;
import dev.tandem.audit.scan.Device;
import dev.tandem.audit.scan.Engine;
import dev.tandem.audit.scan.EngineRun;
import dev.tandem.audit.scan.PageSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Real engines in real pages.
class PageEnginesTest {

    private static final Set<Engine> IN_PAGE = EnumSet.complementOf(EnumSet.of(Engine.LIGHTHOUSE));

    private static HttpServer server;
    private static SlotPool pool;

    @BeforeAll
    static void open() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("0.0.0.0"), 0), 0);
        TestPages.at(server.getAddress().getPort()).forEach(PageEnginesTest::serve);
        server.start();
        pool = RealPages.pool();
    }

    @AfterAll
    static void close() {
        pool.close();
        server.stop(0);
    }

    @Test
    void looksIntoFramesOfBothSitesAndIntoShadowTrees() throws Exception {
        var report = audit("/frames", RealPages.engines());

        assertThat(report.runs()).hasSize(3).extracting(EngineRun::error).containsOnlyNulls();
        assertThat(report.framesTested()).isEqualTo(4);
        assertThat(report.framesNotTested()).isZero();
        var images = report.findings().stream().filter(finding -> finding.code().equals("image-alt")).toList();
        assertThat(images)
                .extracting(Finding::target)
                .containsExactlyInAnyOrder(
                        List.of("img[src$=\"here.png\"]"),
                        List.of("my-card", "img[src=\"s\"]"),
                        List.of("#same", "img"),
                        List.of("#other", "img"),
                        List.of("#other", "#within", "img"));
        assertThat(images)
                .filteredOn(finding -> !finding.target().contains("my-card"))
                .allSatisfy(finding -> assertThat(engines(finding)).containsExactly("axe", "accesslint"));
        assertThat(images).allSatisfy(finding -> assertThat(finding.disputed()).isFalse());
        assertThat(report.findings()).extracting(Finding::code).doesNotContain("document-title", "html-has-lang");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/stars", "/stars-framed"})
    void contrastOfDrawnSignsIsForAPersonToJudgeWithFramesAndWithout(String page) throws Exception {
        assertThat(audit(page, RealPages.engines()).findings())
                .filteredOn(finding -> finding.code().equals("color-contrast"))
                .extracting(Finding::certainty)
                .containsExactly(Certainty.NEEDS_REVIEW);
    }

    @Test
    void bestPracticesAndExperimentalRulesAreRunWhenTheyAreAskedFor() throws Exception {
        var usual = codes(PageSettings.DEFAULT);
        var advice = codes(new PageSettings(BrowserName.CHROMIUM, null, false, false, true, false, Set.of(), 1));
        var trials = codes(new PageSettings(BrowserName.CHROMIUM, null, false, false, false, true, Set.of(), 1));

        assertThat(usual).isEmpty();
        assertThat(advice).contains("heading-order");
        assertThat(trials).containsExactly("table-fake-caption");
    }

    private static List<String> codes(PageSettings settings) throws Exception {
        return audit("/advice", RealPages.engines(), settings).findings().stream().map(Finding::code).toList();
    }

    @Test
    void noPolicyOfAPageKeepsTheEnginesOut() throws Exception {
        var report = audit("/locked", RealPages.engines());

        assertThat(report.runs()).hasSize(3).extracting(EngineRun::error).containsOnlyNulls();
        assertThat(report.findings())
                .singleElement()
                .satisfies(finding -> assertThat(engines(finding)).containsExactly("axe", "accesslint"));
    }

    @Test
    void ourOwnChecksFindWhatTheyAreForAndNothingElse() throws Exception {
        assertThat(ownFindings("/wrong"))
                .containsExactly(
                        "autoplay",
                        "clipped-text",
                        "focus-visible",
                        "header-without-cells",
                        "image-of-text",
                        "name-prohibited",
                        "part-language",
                        "same-link");
        assertThat(ownFindings("/right")).isEmpty();
        assertThat(ownFindings("/trap")).containsExactly("keyboard-trap");
        assertThat(ownFindings("/foreign")).containsExactly("page-language");
    }

    @Test
    void anEngineThatBreaksLosesNothingOfTheOthers(@TempDir Path folder) throws Exception {
        // Given
        var real = RealPages.engines().toAbsolutePath();
        Files.createDirectories(folder.resolve("node_modules/@accesslint/core/dist"));
        Files.createSymbolicLink(folder.resolve("node_modules/axe-core"), real.resolve("node_modules/axe-core"));
        Files.createSymbolicLink(folder.resolve("page"), real.resolve("page"));
        Files.writeString(
                folder.resolve("node_modules/@accesslint/core/dist/index.iife.js"), "throw new Error('broken')");

        // When
        var report = audit("/same", folder);

        // Then
        assertThat(report.runs())
                .extracting(EngineRun::engine, EngineRun::outcome)
                .containsExactly(
                        tuple(Engine.AXE, EngineRun.Outcome.SUCCEEDED),
                        tuple(Engine.ACCESSLINT, EngineRun.Outcome.FAILED),
                        tuple(Engine.TANDEM, EngineRun.Outcome.SUCCEEDED));
        assertThat(report.findings()).hasSize(1);
        assertThat(engines(report.findings().getFirst())).containsExactly("axe");
        assertThat(report.findings().getFirst().dissent()).as("it said nothing at all").isEmpty();
    }

    private static List<String> engines(Finding finding) {
        return finding.sources().stream().map(Source::engine).distinct().toList();
    }

    private static Set<String> ownFindings(String page) throws Exception {
        var codes = new TreeSet<String>();
        for (var finding : audit(page, RealPages.engines()).findings()) {
            finding.sources().stream()
                    .filter(source -> source.engine().equals("tandem") && source.certainty() == null)
                    .filter(source -> finding.certainty() == Certainty.VIOLATION)
                    .forEach(source -> codes.add(source.code()));
        }
        return codes;
    }

    private static PageReport audit(String page, Path folder) throws Exception {
        return audit(page, folder, PageSettings.DEFAULT);
    }

    private static PageReport audit(String page, Path folder, PageSettings settings) throws Exception {
        var engines = PageEngines.from(folder, new ObjectMapper());
        var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + page);
        return pool.visit(
                Device.DESKTOP,
                settings,
                visit -> {
                    RealPages.loader().load(visit, url);
                    var look = engines.open(visit, IN_PAGE, settings);
                    look.look();
                    return look.tryOut();
                });
    }

    private static void serve(String path, String body) {
        server.createContext(
                path,
                exchange -> {
                    try (exchange) {
                        var bytes = body.getBytes(StandardCharsets.UTF_8);
                        exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
                        exchange.sendResponseHeaders(200, bytes.length);
                        exchange.getResponseBody().write(bytes);
                    }
                });
    }
}
