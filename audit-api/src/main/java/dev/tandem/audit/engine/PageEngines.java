package dev.tandem.audit.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.audit.browser.Visit;
import dev.tandem.audit.scan.Engine;
import dev.tandem.audit.scan.PageSettings;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// The engines that are injected into a page: axe-core, AccessLint and our own checks, one after the other in one
/// visit, because they share the renderer's one thread anyway.
public final class PageEngines {

    private final EngineScripts scripts;
    private final Merge merge;
    private final List<PageEngine> engines;
    private final Trials trials;

    private PageEngines(EngineScripts scripts, RuleTable rules) {
        var checks = new ScriptEngine(Engine.TANDEM, "tandem.check", scripts, rules);
        this.scripts = scripts;
        this.merge = new Merge(rules);
        this.engines =
                List.of(
                        new AxeEngine(scripts, rules),
                        new ScriptEngine(Engine.ACCESSLINT, "tandem.accessLint", scripts, rules),
                        checks);
        this.trials = new Trials(checks, scripts);
    }

    /// @param directory the folder of the engines, with its `node_modules`
    /// @throws UncheckedIOException when something is missing there
    public static PageEngines from(Path directory, ObjectMapper json) {
        return new PageEngines(EngineScripts.from(directory, json), RuleTable.read());
    }

    /// Puts the engines into the page that the visit has open, and into its frames. Call on the visit's own thread, as
    /// everything that is asked of the result.
    ///
    /// @param asked which engines are to look; those that are not injected are passed over
    public PageLook open(Visit visit, Set<Engine> asked, PageSettings settings) {
        var chosen = engines.stream().filter(engine -> asked.contains(engine.engine())).toList();
        return new PageLook(PageFrames.open(visit, scripts, asked), chosen, trials, merge, settings);
    }
}
