package dev.tandem.audit.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import dev.tandem.audit.browser.Visit;
import dev.tandem.audit.scan.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The frames of a page, opened for the engines: a frame before what is in it, and that before its sibling, which is
/// the order that axe puts its parts together in.
///
/// Bounded, because a page may hold frames without end; what was left out is counted.
final class PageFrames {

    private static final int DEEPEST = 3;
    private static final int MOST = 25;

    /// Null for a frame that could not be opened; those within it are not listed, which is what axe wants to be told.
    private final List<@Nullable OpenFrame> frames = new ArrayList<>();

    private final Page tab;
    private final EngineScripts scripts;
    private final Set<Engine> asked;
    private int closed;

    private PageFrames(Page tab, EngineScripts scripts, Set<Engine> asked) {
        this.tab = tab;
        this.scripts = scripts;
        this.asked = asked;
    }

    /// @param asked the engines that are to look into them
    static PageFrames open(Visit visit, EngineScripts scripts, Set<Engine> asked) {
        var frames = new PageFrames(visit.page(), scripts, asked);
        var world = IsolatedWorld.in(visit);
        scripts.prepare(world, asked);
        var page = new OpenFrame(world, List.of(), "null");
        frames.frames.add(page);
        // Asked of the driver, which knows; axe would build its tree of the page for it.
        if (visit.page().frames().size() > 1) {
            frames.openWithin(page);
        }
        return frames;
    }

    private void openWithin(OpenFrame parent) {
        JsonNode inside = scripts.json(parent.world().text("tandem.frames(" + parent.context() + ")"));
        for (var index = 0; index < inside.size(); index++) {
            var place = new ArrayList<>(parent.place());
            inside.get(index).path("place").forEach(selector -> place.add(selector.asText()));
            var context = inside.get(index).path("context").toString();
            var world = enter(parent, index);
            if (world.isEmpty()) {
                closed++;
                frames.add(null);
                continue;
            }
            var frame = new OpenFrame(world.get(), place, context);
            frames.add(frame);
            openWithin(frame);
        }
    }

    private Optional<IsolatedWorld> enter(OpenFrame parent, int index) {
        if (parent.depth() >= DEEPEST || frames.size() >= MOST) {
            return Optional.empty();
        }
        try {
            var world = parent.world().inside("tandem.frameElements[" + index + "]");
            world.ifPresent(inside -> scripts.prepare(inside, asked));
            return world;
        } catch (PlaywrightException | ScriptFailure gone) {
            return Optional.empty();
        }
    }

    /// What the browser shows the page in, with its window and keyboard.
    Page tab() {
        return tab;
    }

    /// The page itself.
    OpenFrame page() {
        return Objects.requireNonNull(frames.getFirst());
    }

    /// Those that are open, the page first.
    List<OpenFrame> open() {
        return frames.stream().filter(Objects::nonNull).map(Objects::requireNonNull).toList();
    }

    /// In axe's order, with null for each that is not open.
    List<@Nullable OpenFrame> all() {
        return frames;
    }

    /// How many were found and not opened; what is within those is not known.
    int closed() {
        return closed;
    }
}
