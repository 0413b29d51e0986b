package dev.tandem.audit.witness;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import dev.tandem.audit.browser.Visit;
import dev.tandem.audit.engine.IsolatedWorld;
import dev.tandem.audit.scan.Readiness;
import dev.tandem.audit.scan.Requests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One visit as the witness follows it. Belongs to the visit's thread. Whatever it asks of the page throws Playwright's
/// own exceptions when the page has gone on to another document; [#settle] then begins again with that one.
public final class Attendance {

    private static final Duration STILL = Duration.ofMillis(500);

    /// What ending an animation sets off in the page.
    private static final Duration AFTERMATH = Duration.ofMillis(100);

    private static final int ROUNDS_OF_ANIMATIONS = 3;
    private static final Duration LONGEST_SCROLL = Duration.ofSeconds(10);

    private final Witness witness;
    private final Visit visit;
    private final Traffic traffic;
    private @Nullable IsolatedWorld world;

    Attendance(Witness witness, Visit visit) {
        this.witness = witness;
        this.visit = visit;
        this.traffic = Traffic.of(visit);
    }

    /// Waits until the page is at rest, for a limited time, and stops what moves in it.
    ///
    /// @param loaded whether the page has reached its `load` event
    /// @param scroll whether to go through the page first, for what it loads only when it is seen
    public Readiness settle(boolean loaded, boolean scroll) {
        world = IsolatedWorld.in(visit);
        world.run(witness.script());
        var screens = scroll ? ask("scroll(%d)", LONGEST_SCROLL.toMillis()).path("screens").asInt() : 0;
        // What scrolling has brought in gets as long as any page.
        var until = System.nanoTime() + witness.longest().toNanos();
        var content = rest(until);
        var waitingFor = traffic.waitingFor();
        var held = stopAnimations();
        var busyWith = new ArrayList<String>();
        if (!content.path("quiet").asBoolean()) {
            busyWith.add("CONTENT");
        }
        busyWith.addAll(waitingFor);
        var restless = content.path("restless").asInt();
        return new Readiness(loaded, busyWith.isEmpty(), busyWith, restless, held, screens);
    }

    /// @return what the page says about its content, in the end
    private JsonNode rest(long until) {
        while (true) {
            var content = ask("quiet(%d, %d)", STILL.toMillis(), left(until));
            if (!content.path("quiet").asBoolean() || traffic.quietFor(STILL) || !trafficRests(until)) {
                return content;
            }
        }
    }

    private boolean trafficRests(long until) {
        try {
            // A limit of nought would be none.
            var options = new Page.WaitForConditionOptions().setTimeout(Math.max(1, left(until)));
            visit.page().waitForCondition(() -> traffic.quietFor(STILL), options);
            return true;
        } catch (TimeoutError goesOn) {
            return false;
        }
    }

    /// @return how many animations are endless, and held
    private int stopAnimations() {
        var held = 0;
        for (var round = 0; round < ROUNDS_OF_ANIMATIONS; round++) {
            var settled = ask("settle()");
            held = settled.path("held").asInt();
            if (settled.path("ended").asInt() == 0) {
                break;
            }
            ask("quiet(%d, %d)", AFTERMATH.toMillis(), STILL.toMillis());
        }
        return held;
    }

    /// What there is on the page.
    public PageFacts facts() {
        return PageFacts.from(ask("facts()"));
    }

    /// From here on, [#signsOfLife] counts.
    public void beginWatch() {
        ask("beginWatch()");
    }

    /// Lets a moment pass and tells what has moved since [#beginWatch].
    public SignsOfLife signsOfLife(Duration moment) {
        var moved = ask("moved(%d)", moment.toMillis());
        return new SignsOfLife(
                moved.path("changes").asInt(), moved.path("running").asInt(), moved.path("held").asInt());
    }

    /// Turns the animations that are held half a turn further.
    public void turnAnimations() {
        ask("turn()");
    }

    /// What the page asked of the network so far.
    public Requests requests() {
        return traffic.summary();
    }

    /// Every address on the way to the one where the page is.
    public List<String> redirects() {
        return traffic.redirects();
    }

    /// The answer that the page came in.
    public Document document() {
        var document = traffic.document();
        return document == null ? new Document(visit.page().url(), 0, null, false) : document;
    }

    private JsonNode ask(String call, Object... arguments) {
        if (world == null) {
            throw new IllegalStateException("The page was not settled yet.");
        }
        return witness.read(world.text("tandemWitness." + call.formatted(arguments)));
    }

    private static long left(long until) {
        return Math.max(0, Duration.ofNanos(until - System.nanoTime()).toMillis());
    }

    /// What moved on a page.
    ///
    /// @param changes changes of its content
    /// @param running animations that have begun
    /// @param held animations that would be running if they were not held
    public record SignsOfLife(int changes, int running, int held) {

        /// Whether the page is the very same as before.
        public boolean none() {
            return changes == 0 && running == 0 && held == 0;
        }
    }
}
