package dev.tandem.jobs.source;

/// Who publishes a board: one of five applicant tracking systems, or any page that describes its postings in JSON-LD.
public enum Provider {
    GREENHOUSE,
    LEVER,
    ASHBY,
    WORKDAY,
    SMARTRECRUITERS,
    JSON_LD
}
