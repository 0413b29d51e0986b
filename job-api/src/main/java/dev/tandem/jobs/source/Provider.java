package dev.tandem.jobs.source;

/// Who publishes a board: one of five applicant tracking systems, or any page that describes its postings in JSON-LD.
public enum Provider {
    GREENHOUSE(false),
    LEVER(false),
    ASHBY(false),
    WORKDAY(true),
    SMARTRECRUITERS(true),
    JSON_LD(false);

    private final boolean hasDetails;

    Provider(boolean hasDetails) {
        this.hasDetails = hasDetails;
    }

    /// Whether a posting's own page holds more than the list does, so that it has to be read too.
    public boolean hasDetails() {
        return hasDetails;
    }
}
