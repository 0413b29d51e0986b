package dev.tandem.jobs.poll;

/// How far a poll is.
public enum PollState {
    RUNNING,
    /// Every source has been tried; some may have failed.
    COMPLETED,
    /// The poll itself broke, or its process ended.
    FAILED
}
