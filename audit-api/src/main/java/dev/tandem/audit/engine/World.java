package dev.tandem.audit.engine;

import java.util.Optional;

/// A place where scripts of ours run with a frame's document before them.
interface World {

    /// Runs a script that gives nothing back.
    ///
    /// @throws ScriptFailure when the script throws
    void run(String script);

    /// Awaits an expression that gives one text, which is how large results travel cheaply.
    ///
    /// @throws ScriptFailure when it throws
    String text(String expression);

    /// The world of a frame within this one.
    ///
    /// @param element an expression that gives the frame's element
    /// @return empty when the frame is gone or can't be entered
    Optional<World> inside(String element);
}
