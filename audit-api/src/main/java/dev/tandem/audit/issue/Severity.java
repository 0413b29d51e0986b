package dev.tandem.audit.issue;

/// How much a barrier is in people's way, the worst first.
public enum Severity {
    CRITICAL,
    SERIOUS,
    MODERATE,
    MINOR
}
