package dev.tandem.audit.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.audit.browser.Visit;
import dev.tandem.audit.issue.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Runs axe-core in the page's main frame.
///
/// Injected by us and not by Deque's builder, which is 5 to 8 times slower on large pages: the script goes into an
/// isolated world once, only what failed or is undecided is reported, and the result comes back as one text.
public final class AxeEngine {

    /// WCAG 2.0 to 2.2, levels A and AA. Best practices are no barriers and would drown them. `target-size` is off, as
    /// axe-core itself has it: naming its tag would turn it on.
    private static final String OPTIONS =
            """
            {runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']},
             rules: {'target-size': {enabled: false}},
             resultTypes: ['violations', 'incomplete'], iframes: false, preload: false,
             elementRef: false, xpath: false, ancestry: false}\
            """;

    private static final String RUN =
            """
            axe.run(document, %s).then(result => JSON.stringify({
              version: result.testEngine.version, violations: result.violations, incomplete: result.incomplete}))\
            """
                    .formatted(OPTIONS);

    private static final String FACTS =
            """
            JSON.stringify({
              title: document.title,
              textLength: (document.body ? document.body.innerText : '').trim().length,
              domSize: document.getElementsByTagName('*').length,
              media: document.images.length + document.querySelectorAll('svg,video,canvas,iframe,input,button').length,
              frames: window.frames.length,
              html: document instanceof HTMLDocument})\
            """;

    private final String script;
    private final ObjectMapper json;

    private AxeEngine(String script, ObjectMapper json) {
        this.script = script;
        this.json = json;
    }

    /// @param engines the folder whose `node_modules` hold axe-core
    /// @throws UncheckedIOException when axe-core is not installed there
    public static AxeEngine from(Path engines, ObjectMapper json) {
        try {
            return new AxeEngine(Files.readString(engines.resolve("node_modules/axe-core/axe.min.js")), json);
        } catch (IOException missing) {
            throw new UncheckedIOException(
                    "axe-core is not installed in " + engines + "; run 'npm ci' there, or ./up, which does.", missing);
        }
    }

    /// Looks at the page that the visit has open. Call on the visit's own thread.
    public AxeReport audit(Visit visit) {
        var world = IsolatedWorld.in(visit);
        var facts = read(world.text(FACTS));
        world.run(script);
        var result = read(world.text(RUN));
        var page = URI.create(visit.page().url());
        return new AxeReport(result.path("version").asText(), AxeFindings.read(result, page), PageFacts.from(facts));
    }

    private JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("The page's world answered with something that is no JSON.", impossible);
        }
    }

    /// What axe says.
    ///
    /// @param findings the worst first
    public record AxeReport(String version, List<Finding> findings, PageFacts facts) {

        public AxeReport {
            findings = List.copyOf(findings);
        }
    }
}
