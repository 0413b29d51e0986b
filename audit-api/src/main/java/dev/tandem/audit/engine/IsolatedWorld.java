package dev.tandem.audit.engine;

import dev.tandem.audit.browser.Visit;
import java.util.Optional;

/// A JavaScript world beside the page's own: it sees the same document, but the page can't tamper with what runs in it,
/// and no content policy of the page keeps us out. A browser that offers none lends its page's own world.
public interface IsolatedWorld {

    /// The world in the page's main frame.
    static IsolatedWorld in(Visit visit) {
        var devtools = visit.devtools();
        return devtools == null ? SandboxWorld.in(visit.page()) : DevToolsWorld.in(visit.page(), devtools);
    }

    /// Runs a script that gives nothing back.
    ///
    /// @throws ScriptFailure when the script throws
    void run(String script);

    /// Runs a long script that gives nothing back.
    ///
    /// @throws ScriptFailure when the script throws
    default void run(PackedScript script) {
        run(script.text());
    }

    /// Awaits an expression that gives one text, which is how large results travel cheaply.
    ///
    /// @throws ScriptFailure when it throws
    String text(String expression);

    /// The world of a frame within this one. From the page's own world none is entered.
    ///
    /// @param element an expression that gives the frame's element
    /// @return empty when the frame is gone or can't be entered
    default Optional<IsolatedWorld> inside(String element) {
        return Optional.empty();
    }
}
