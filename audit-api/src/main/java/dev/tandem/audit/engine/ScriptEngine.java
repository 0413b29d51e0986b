package dev.tandem.audit.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.PlaywrightException;
import dev.tandem.audit.issue.Certainty;
import dev.tandem.audit.scan.Engine;
import dev.tandem.audit.scan.PageSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// An engine that knows nothing of frames, and is therefore asked in each of them: AccessLint and our own checks, which
/// answer alike.
final class ScriptEngine implements PageEngine {

    private final Engine engine;
    private final String function;
    private final EngineScripts scripts;
    private final RuleTable rules;

    /// @param function what to call in a frame's world
    ScriptEngine(Engine engine, String function, EngineScripts scripts, RuleTable rules) {
        this.engine = engine;
        this.function = function;
        this.scripts = scripts;
        this.rules = rules;
    }

    @Override
    public Engine engine() {
        return engine;
    }

    @Override
    public Word look(PageFrames frames, PageSettings settings) {
        var version = "";
        var ran = new HashSet<String>();
        var places = new HashSet<List<String>>();
        var found = new ArrayList<Observation>();
        for (var frame : frames.open()) {
            try {
                var answer = scripts.json(frame.world().text(call(frame, settings)));
                version = answer.path("version").asText();
                answer.path("rules").forEach(rule -> ran.add(rule.asText()));
                answer.path("found").forEach(item -> found.add(observation(frame, item)));
                places.add(frame.place());
            } catch (PlaywrightException | ScriptFailure failure) {
                if (frame.isPage()) {
                    throw failure;
                }
            }
        }
        return new Word(engine, version, ran, places, found);
    }

    private String call(OpenFrame frame, PageSettings settings) {
        var arguments =
                Map.of(
                        "child", !frame.isPage(),
                        "bestPractices", settings.bestPractices(),
                        "asked", rules.asked(engine),
                        "off", rules.off(engine, settings),
                        "doubted", rules.doubted(engine));
        return function + "(" + scripts.argument(arguments) + ")";
    }

    Observation observation(OpenFrame frame, JsonNode item) {
        var target = new ArrayList<>(frame.place());
        item.path("place").forEach(selector -> target.add(selector.asText()));
        var criteria = new ArrayList<String>();
        item.path("criteria").forEach(criterion -> criteria.add(criterion.asText()));
        return new Observation(
                engine,
                item.path("code").asText(),
                item.path("title").asText(),
                item.path("message").asText(),
                null,
                criteria,
                item.path("certain").asBoolean() ? Certainty.VIOLATION : Certainty.NEEDS_REVIEW,
                Impact.severity(item.path("impact").asText()),
                target,
                frame.depth(),
                item.path("html").asText());
    }
}
