package dev.tandem.audit.engine;

import java.io.Serial;

/// A script of ours threw in the page's world. The browser and the page are as they were, unlike after an exception of
/// Playwright's.
final class ScriptFailure extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    ScriptFailure(String reason) {
        super(reason);
    }
}
