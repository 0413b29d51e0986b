package dev.tandem.jobs.fetch;

/// Where the work is done.
public enum Workplace {
    REMOTE,
    HYBRID,
    ON_SITE
}
