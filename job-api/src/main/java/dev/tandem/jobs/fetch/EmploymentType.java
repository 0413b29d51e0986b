package dev.tandem.jobs.fetch;

/// The kind of contract that a posting offers.
public enum EmploymentType {
    FULL_TIME,
    PART_TIME,
    CONTRACT,
    TEMPORARY,
    INTERNSHIP,
    VOLUNTEER,
    OTHER
}
