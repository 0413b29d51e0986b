package dev.tandem.audit.browser;

import java.util.Locale;

/// Why a slot is given up.
public enum Retirement {
    /// It has opened as many pages as it may.
    VISITS,
    /// Its browser is as old as it may get.
    AGE,
    /// Its processes hold more memory than they may, with no page open.
    MEMORY,
    /// Its browser or its driver ended by itself, or a page took it along.
    CRASH,
    /// A page did not end in time.
    TIMEOUT,
    /// A visit was stopped from outside.
    STOPPED,
    /// A page could not be closed properly.
    CLOSE_FAILED,
    /// Nobody needed it for a while.
    IDLE,
    /// Another browser needed the room.
    EVICTED,
    /// The pool is closed.
    SHUTDOWN;

    /// For metrics and logs.
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
