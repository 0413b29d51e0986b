package dev.tandem.audit.engine;

import dev.tandem.audit.scan.Engine;
import dev.tandem.audit.scan.EngineRun;
import dev.tandem.audit.scan.PageSettings;
import dev.tandem.audit.scan.PageUrl;
import dev.tandem.audit.scan.ScanError;
import dev.tandem.common.problem.Incident;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// One page with the engines in it. Belongs to the visit's thread.
public final class PageLook {

    private final PageFrames frames;
    private final List<PageEngine> engines;
    private final Trials trials;
    private final Merge merge;
    private final PageSettings settings;
    private final Map<Engine, Word> words = new EnumMap<>(Engine.class);
    private final Map<Engine, EngineRun> runs = new EnumMap<>(Engine.class);

    PageLook(PageFrames frames, List<PageEngine> engines, Trials trials, Merge merge, PageSettings settings) {
        this.frames = frames;
        this.engines = List.copyOf(engines);
        this.trials = trials;
        this.merge = merge;
        this.settings = settings;
    }

    /// Asks every engine, none of which changes the page. Asked again, it forgets what was said before.
    public PageReport look() {
        words.clear();
        runs.clear();
        engines.forEach(this::ask);
        return report();
    }

    /// Tries out what can't be seen by looking: zooms, moves the focus, presses keys. The page may be another one
    /// afterwards; nothing else is to be done with it.
    ///
    /// @return what was said before, with what was found now
    public PageReport tryOut() {
        var before = words.get(Engine.TANDEM);
        var run = runs.get(Engine.TANDEM);
        if (before != null && run != null) {
            var start = System.nanoTime();
            words.put(Engine.TANDEM, trials.add(before, frames));
            runs.put(Engine.TANDEM, succeeded(before, run.millis() + since(start)));
        }
        return report();
    }

    private void ask(PageEngine engine) {
        var start = System.nanoTime();
        var name = engine.engine();
        try {
            var word = engine.look(frames, settings);
            words.put(name, word);
            runs.put(name, succeeded(word, since(start)));
        } catch (ScriptFailure failure) {
            runs.put(name, new EngineRun(name, EngineRun.Outcome.FAILED, null, since(start), error(failure)));
        }
    }

    private static EngineRun succeeded(Word word, long millis) {
        return new EngineRun(word.engine(), EngineRun.Outcome.SUCCEEDED, word.version(), millis, null);
    }

    private static ScanError error(ScriptFailure failure) {
        var incident = Incident.log("an engine in the page", failure);
        return new ScanError(
                "ENGINE_FAILED", "The engine could not look at this page, incident " + incident + ".", true);
    }

    private PageReport report() {
        var places = new HashSet<List<String>>();
        words.values().forEach(word -> places.addAll(word.places()));
        var findings = merge.of(List.copyOf(words.values()), PageUrl.shown(frames.tab().url()));
        var notTested = frames.all().size() - places.size();
        return new PageReport(List.copyOf(runs.values()), findings, places.size(), notTested);
    }

    private static long since(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }
}
