package dev.tandem.jobs.match;

import dev.tandem.jobs.listing.PostingLocation;
import dev.tandem.jobs.listing.Salary;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is stored of a posting and matters to a filter.
///
/// @param workplace name of a [dev.tandem.jobs.listing.Workplace]
/// @param employmentType name of a [dev.tandem.jobs.listing.EmploymentType]
record Candidate(
        UUID id,
        String title,
        String description,
        List<PostingLocation> locations,
        @Nullable String workplace,
        @Nullable String employmentType,
        @Nullable String seniority,
        @Nullable Salary salary,
        Instant publishedAt) {

    Candidate {
        locations = List.copyOf(locations);
    }
}
