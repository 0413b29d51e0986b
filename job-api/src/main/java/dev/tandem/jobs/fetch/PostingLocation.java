package dev.tandem.jobs.fetch;

import org.jspecify.annotations.Nullable;

/// A place where a posting's work is done.
///
/// @param name as the provider writes it
/// @param countryCode ISO 3166-1 alpha-2 in upper case, where the provider's country could be told
public record PostingLocation(
        String name, @Nullable String city, @Nullable String region, @Nullable String countryCode) {}
