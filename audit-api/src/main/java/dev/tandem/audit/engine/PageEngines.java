package dev.tandem.audit.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.audit.browser.Visit;
import dev.tandem.audit.scan.Engine;
import dev.tandem.audit.scan.EngineRun;
import dev.tandem.audit.scan.PageSettings;
import dev.tandem.audit.scan.ScanError;
import dev.tandem.common.problem.Incident;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The engines that are injected into a page: axe-core, AccessLint and our own checks, one after the other in one
/// visit, because they share the renderer's one thread anyway.
public final class PageEngines {

    private static final String FACTS =
            """
            JSON.stringify({
              title: document.title,
              textLength: (document.body ? document.body.innerText : '').trim().length,
              domSize: document.getElementsByTagName('*').length,
              media: document.images.length + document.querySelectorAll('svg,video,canvas,iframe,input,button').length,
              html: document instanceof HTMLDocument})\
            """;

    private final EngineScripts scripts;
    private final Merge merge;
    private final List<PageEngine> engines;

    private PageEngines(EngineScripts scripts, RuleTable rules) {
        this.scripts = scripts;
        this.merge = new Merge(rules);
        this.engines =
                List.of(
                        new AxeEngine(scripts, rules),
                        new ScriptEngine(Engine.ACCESSLINT, "tandem.accessLint", scripts, rules),
                        new OwnChecks(new ScriptEngine(Engine.TANDEM, "tandem.check", scripts, rules), scripts));
    }

    /// @param directory the folder of the engines, with its `node_modules`
    /// @throws UncheckedIOException when something is missing there
    public static PageEngines from(Path directory, ObjectMapper json) {
        return new PageEngines(EngineScripts.from(directory, json), RuleTable.read());
    }

    /// Looks at the page that the visit has open. Call on the visit's own thread. The page is not to be looked at any
    /// more afterwards: what our own checks try out may have changed it.
    ///
    /// @param asked which engines, of those that are injected
    public PageReport look(Visit visit, Set<Engine> asked, PageSettings settings) {
        var frames = PageFrames.open(visit, scripts);
        var facts = PageFacts.from(scripts.json(frames.page().world().text(FACTS)));
        var words = new ArrayList<Word>();
        var runs = new ArrayList<EngineRun>();
        for (var engine : engines) {
            if (asked.contains(engine.engine())) {
                runs.add(run(engine, frames, settings, words));
            }
        }
        var places = new HashSet<List<String>>();
        words.forEach(word -> places.addAll(word.places()));
        var findings = merge.of(words, URI.create(visit.page().url()));
        return new PageReport(facts, runs, findings, places.size(), frames.all().size() - places.size());
    }

    private static EngineRun run(PageEngine engine, PageFrames frames, PageSettings settings, List<Word> words) {
        var start = System.nanoTime();
        try {
            var word = engine.look(frames, settings);
            words.add(word);
            return new EngineRun(engine.engine(), EngineRun.Outcome.SUCCEEDED, word.version(), since(start), null);
        } catch (ScriptFailure failure) {
            return new EngineRun(engine.engine(), EngineRun.Outcome.FAILED, null, since(start), error(failure));
        }
    }

    private static ScanError error(ScriptFailure failure) {
        var incident = Incident.log("an engine in the page", failure);
        return new ScanError(
                "ENGINE_FAILED", "The engine could not look at this page, incident " + incident + ".", true);
    }

    private static long since(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }
}
