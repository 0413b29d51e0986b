package dev.tandem.audit.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.PlaywrightException;
import dev.tandem.audit.scan.Engine;
import dev.tandem.audit.scan.PageSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Runs axe-core.
///
/// Injected by us and not by Deque's builder, which is 5 to 8 times slower on large pages: the script goes into an
/// isolated world once, only what failed or is undecided is reported, and the result comes back as one text. A page
/// without frames is run as a whole; in parts it takes two to three times as long, because what passed travels too.
final class AxeEngine implements PageEngine {

    private static final int FRAME_MILLIS = 5_000;

    /// WCAG 2.0 to 2.2, levels A and AA.
    private static final List<String> TAGS = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    private final EngineScripts scripts;
    private final RuleTable rules;

    AxeEngine(EngineScripts scripts, RuleTable rules) {
        this.scripts = scripts;
        this.rules = rules;
    }

    @Override
    public Engine engine() {
        return Engine.AXE;
    }

    @Override
    public Word look(PageFrames frames, PageSettings settings) {
        var options = scripts.argument(options(settings));
        var looked = new HashSet<List<String>>(Set.of(List.of()));
        var answer =
                frames.all().size() == 1
                        ? frames.page().world().text("tandem.axe(" + options + ")")
                        : inParts(frames, options, looked);
        var result = scripts.json(answer);
        return new Word(
                Engine.AXE,
                result.path("version").asText(),
                StreamSupport.stream(result.path("rules").spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.toSet()),
                looked,
                AxeFindings.read(result, rules));
    }

    private static String inParts(PageFrames frames, String options, Set<List<String>> looked) {
        var parts = new ArrayList<String>();
        var lost = new HashSet<List<String>>();
        for (var frame : frames.all()) {
            if (frame == null) {
                parts.add("null");
            } else if (lost.stream().noneMatch(place -> isWithin(frame.place(), place))) {
                parts.add(part(frame, options, looked, lost));
            }
        }
        return frames.page().world().text("tandem.axeWhole([" + String.join(",", parts) + "], " + options + ")");
    }

    /// What is within a frame that gave no answer is left out, as axe wants it.
    private static String part(OpenFrame frame, String options, Set<List<String>> looked, Set<List<String>> lost) {
        try {
            var limit = frame.isPage() ? 10 * FRAME_MILLIS : FRAME_MILLIS;
            var part = frame.world().text("tandem.axePart(" + frame.context() + ", " + options + ", " + limit + ")");
            looked.add(frame.place());
            return part;
        } catch (PlaywrightException | ScriptFailure failure) {
            if (frame.isPage()) {
                throw failure;
            }
            lost.add(frame.place());
            return "null";
        }
    }

    private static boolean isWithin(List<String> place, List<String> frame) {
        return place.size() > frame.size() && place.subList(0, frame.size()).equals(frame);
    }

    private Map<String, Object> options(PageSettings settings) {
        var tags = new ArrayList<>(TAGS);
        if (settings.bestPractices()) {
            tags.add("best-practice");
        }
        if (settings.experimental()) {
            tags.add("experimental");
        }
        var switches = new LinkedHashMap<String, Object>();
        rules.switched(Engine.AXE).forEach((rule, on) -> switches.put(rule, Map.of("enabled", on)));
        var options = new LinkedHashMap<String, Object>();
        options.put("runOnly", Map.of("type", "tag", "values", tags));
        options.put("rules", switches);
        options.put("resultTypes", List.of("violations", "incomplete"));
        // Only a rule that is experimental reads style sheets, and without them it has every page looked at by a
        // person.
        options.put("preload", settings.experimental() ? Map.of("assets", List.of("cssom")) : false);
        options.put("xpath", false);
        options.put("ancestry", false);
        return options;
    }
}
