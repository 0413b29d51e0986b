package dev.tandem.audit.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.ScreenshotCaret;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/// Those of our own checks that try something out, because looking does not tell. They may change the page, and what
/// they do must not cost what was seen before: a page that breaks under it breaks alone.
final class Trials {

    /// 1280 by 1024, zoomed to 200 %, which is what WCAG has in mind.
    private static final int ZOOMED_WIDTH = 640;

    private static final int ZOOMED_HEIGHT = 512;

    /// A window that is narrower already is no desktop's, and people do not zoom it that far.
    private static final int NARROWEST = 1024;

    private static final int MOST_STEPS = 120;

    private static final Set<String> TRIED_OUT = Set.of("keyboard-trap", "focus-visible");

    private final ScriptEngine checks;
    private final EngineScripts scripts;

    Trials(ScriptEngine checks, EngineScripts scripts) {
        this.checks = checks;
        this.scripts = scripts;
    }

    /// @return the word of our checks, with what was tried out
    Word add(Word word, PageFrames frames) {
        var rules = new HashSet<>(word.rules());
        var found = new ArrayList<>(word.found());
        try {
            tryOut(frames, rules, found);
            zoom(frames, rules, found);
        } catch (PlaywrightException | ScriptFailure changed) {
            // The page went elsewhere, or broke: what was tried out last is not among the rules that were run.
        }
        return new Word(word.engine(), word.version(), rules, word.places(), found);
    }

    private void zoom(PageFrames frames, Set<String> rules, List<Observation> found) {
        var window = frames.tab().viewportSize();
        if (window == null || window.width < NARROWEST) {
            return;
        }
        // Never set back: another layout of the page for nobody to look at.
        frames.tab().setViewportSize(ZOOMED_WIDTH, ZOOMED_HEIGHT);
        var answer = ask(frames, "tandem.check({child: false, off: [], stage: 'zoomed'})");
        answer.path("rules").forEach(rule -> rules.add(rule.asText()));
        read(frames, answer, found);
    }

    /// The page's world says which key to press next, or what to take a picture of, until it has seen enough.
    private void tryOut(PageFrames frames, Set<String> rules, List<Observation> found) {
        var step = ask(frames, "tandem.tryOut()");
        for (var steps = 0; !step.has("found") && steps < MOST_STEPS; steps++) {
            step = ask(frames, "tandem.tryOut(" + scripts.argument(take(step, frames.tab())) + ")");
        }
        rules.addAll(TRIED_OUT);
        read(frames, step, found);
    }

    /// @return what the page's world is told of it
    private static String take(JsonNode step, Page tab) {
        if (step.has("press")) {
            tab.keyboard().press(step.path("press").asText());
            return "";
        }
        var place = step.path("shoot");
        var picture =
                tab.screenshot(
                        new Page.ScreenshotOptions()
                                .setCaret(ScreenshotCaret.INITIAL)
                                .setClip(
                                        place.path("x").asDouble(),
                                        place.path("y").asDouble(),
                                        place.path("width").asDouble(),
                                        place.path("height").asDouble()));
        return HexFormat.of().toHexDigits(Arrays.hashCode(picture));
    }

    private JsonNode ask(PageFrames frames, String expression) {
        return scripts.json(frames.page().world().text(expression));
    }

    private void read(PageFrames frames, JsonNode answer, List<Observation> found) {
        answer.path("found").forEach(item -> found.add(checks.observation(frames.page(), item)));
    }
}
