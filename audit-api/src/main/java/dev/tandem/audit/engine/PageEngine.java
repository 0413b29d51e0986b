package dev.tandem.audit.engine;

import dev.tandem.audit.scan.Engine;
import dev.tandem.audit.scan.PageSettings;

/// An engine whose script was put into the page.
interface PageEngine {

    Engine engine();

    /// Looks into the page and its frames. Call on the visit's own thread.
    ///
    /// @throws RuntimeException when it can't look at the page itself; a frame that it can't look into is left out
    Word look(PageFrames frames, PageSettings settings);
}
