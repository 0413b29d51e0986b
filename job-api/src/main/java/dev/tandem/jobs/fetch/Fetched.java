package dev.tandem.jobs.fetch;

import dev.tandem.jobs.listing.Listing;
import org.jspecify.annotations.Nullable;

/// What a fetch brought.
///
/// @param listing null when the board answered, byte by byte, as it did before
/// @param fingerprint of the answer, null where a board takes several
public record Fetched(@Nullable Listing listing, @Nullable String fingerprint) {}
