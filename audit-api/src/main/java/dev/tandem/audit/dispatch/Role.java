package dev.tandem.audit.dispatch;

/// What a process does. One that does both is the whole service; apart, each can be scaled by itself.
public enum Role {
    /// Answers requests and keeps the queue moving: admission, hints, take-backs, retention.
    API,
    /// Runs scans.
    WORKER
}
