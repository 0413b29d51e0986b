package dev.tandem.audit.issue;

/// Whether a finding lasts. What was gone at the second look is no finding at all.
public enum Stability {
    /// It was there at the second look too, or nothing on the page has moved since the first.
    CONFIRMED,
    /// It was there both times, but the engine was sure only once.
    UNSTABLE
}
