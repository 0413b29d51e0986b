package dev.tandem.audit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.tandem.audit.issue.Finding;
import dev.tandem.audit.issue.Source;
import dev.tandem.audit.scan.Device;
import dev.tandem.audit.scan.Engine;
import dev.tandem.audit.scan.EngineRun;
import dev.tandem.audit.scan.PageSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A page with frames of its own site and of another, which the browser runs in another process, and with a shadow
/// tree.
class FramesTest {

    private static final String START = "<!doctype html><html lang=en><title>%s</title><main><h1>%s</h1>";

    @Test
    void looksIntoFramesOfBothSitesAndIntoShadowTrees() throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("0.0.0.0"), 0), 0);
        var port = server.getAddress().getPort();
        serve(server, port);
        try (var pool = RealPages.pool()) {
            // When
            var report =
                    pool.visit(
                            Device.DESKTOP,
                            visit -> {
                                RealPages.loader().load(visit, URI.create("http://127.0.0.1:" + port + "/"));
                                return PageEngines.from(RealPages.engines(), new ObjectMapper())
                                        .open(
                                                visit,
                                                EnumSet.complementOf(EnumSet.of(Engine.LIGHTHOUSE)),
                                                PageSettings.DEFAULT)
                                        .look();
                            });

            // Then
            assertThat(report.runs())
                    .extracting(EngineRun::outcome)
                    .containsOnly(EngineRun.Outcome.SUCCEEDED)
                    .hasSize(3);
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
                    .allSatisfy(finding ->
                            assertThat(finding.sources())
                                    .extracting(Source::engine)
                                    .containsExactly("axe", "accesslint"));
            assertThat(report.findings()).extracting(Finding::code).doesNotContain("document-title", "html-has-lang");
        } finally {
            server.stop(0);
        }
    }

    private static void serve(HttpServer server, int port) {
        var pages =
                Map.of(
                        "/",
                                START.formatted("Page", "Page")
                                        + """
                                        <img src=here.png>
                                        <iframe id=same title=Same src=/same></iframe>
                                        <iframe id=other title=Other src=http://127.0.0.2:%d/other></iframe>
                                        <my-card></my-card>
                                        <script>document.querySelector('my-card').attachShadow({mode: 'open'}).innerHTML = '<img src=s>'
                                        </script>\
                                        """
                                                .formatted(port),
                        "/same", START.formatted("Same", "Same") + "<img src=a>",
                        "/other",
                                START.formatted("Other", "Other")
                                        + "<img src=b><iframe id=within title=Within src=/within></iframe>",
                        "/within", START.formatted("Within", "Within") + "<img src=c>");
        pages.forEach((path, body) ->
                server.createContext(
                        path,
                        exchange -> {
                            try (exchange) {
                                var known = exchange.getRequestURI().getPath().equals(path);
                                var bytes = body.getBytes(StandardCharsets.UTF_8);
                                exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
                                exchange.sendResponseHeaders(known ? 200 : 404, known ? bytes.length : -1);
                                exchange.getResponseBody().write(known ? bytes : new byte[0]);
                            }
                        }));
        server.start();
    }
}
