package dev.tandem.jobs.posting;

/// What has become of a posting for its user. SAVED, APPLIED and what the user archived are the user's: no poll changes
/// their content or status.
public enum PostingStatus {
    NEW,
    SAVED,
    APPLIED,
    ARCHIVED
}
