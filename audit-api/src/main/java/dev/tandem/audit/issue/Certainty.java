package dev.tandem.audit.issue;

/// Whether a machine can be sure.
public enum Certainty {
    VIOLATION,
    /// A person must look: the engine could not decide.
    NEEDS_REVIEW
}
