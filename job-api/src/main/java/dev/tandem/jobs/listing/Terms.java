package dev.tandem.jobs.listing;

import org.jspecify.annotations.Nullable;

/// How a posting's work is done and what is given and asked for it.
///
/// @param seniority from the provider's field, or else clear words of the title; see [Seniority#of]
public record Terms(
        @Nullable Workplace workplace,
        @Nullable EmploymentType employmentType,
        @Nullable Seniority seniority,
        @Nullable Salary salary) {}
