package dev.tandem.audit.engine;

import dev.tandem.audit.browser.Visit;

/// A JavaScript world beside the page's own: it sees the same document, but the page can't tamper with what runs in it,
/// and no content policy of the page keeps us out. A browser that offers none lends its page's own world.
interface IsolatedWorld {

    /// The world in the page's main frame.
    static IsolatedWorld in(Visit visit) {
        var devtools = visit.devtools();
        return devtools == null ? SandboxWorld.in(visit.page()) : DevToolsWorld.in(devtools);
    }

    /// Runs a script that gives nothing back.
    void run(String script);

    /// Awaits an expression that gives one text, which is how large results travel cheaply.
    String text(String expression);
}
