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

    /// Keeps in its world what it found, so that a second look need look nowhere else.
    private static final String RUN =
            """
            axe.run(document, %s).then(result => {
              globalThis.tandemFound = [...result.violations, ...result.incomplete];
              return JSON.stringify({version: result.testEngine.version, violations: result.violations,
                                     incomplete: result.incomplete});
            })\
            """
                    .formatted(OPTIONS);

    /// A quarter of a full run's time: the same rules at the same elements. What is in the page no more is left out.
    private static final String RUN_AGAIN =
            """
            (() => {
              const there = target => { try { return axe.utils.shadowSelect(target.flat()); } catch { return null; } };
              const include = tandemFound.flatMap(({nodes}) => nodes).map(({target}) => target).filter(there);
              const options = {...%s, rules: {}, runOnly: {type: 'rule', values: tandemFound.map(({id}) => id)}};
              return include.length === 0 ? JSON.stringify({}) : axe.run({include}, options).then(result =>
                JSON.stringify({violations: result.violations, incomplete: result.incomplete}));
            })()\
            """
                    .formatted(OPTIONS);

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
        world.run(script);
        var result = read(world.text(RUN));
        var page = URI.create(visit.page().url());
        return new AxeReport(result.path("version").asText(), AxeFindings.read(result, page));
    }

    /// Looks again at the places where [#audit] found something in the same document, with the rules that did.
    ///
    /// @return what is found there now
    public List<Finding> auditAgain(Visit visit) {
        var result = read(IsolatedWorld.in(visit).text(RUN_AGAIN));
        return AxeFindings.read(result, URI.create(visit.page().url()));
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
    public record AxeReport(String version, List<Finding> findings) {

        public AxeReport {
            findings = List.copyOf(findings);
        }
    }
}
