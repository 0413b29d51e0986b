package dev.tandem.audit.dispatch;

/// What a worker learns when it says that it is still there.
public enum Heartbeat {
    /// Go on.
    ALIVE,
    /// Somebody wants the scan stopped.
    CANCEL,
    /// The claim is not ours any more: stop, and write nothing.
    LOST
}
