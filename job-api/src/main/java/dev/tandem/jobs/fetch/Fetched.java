package dev.tandem.jobs.fetch;

import dev.tandem.jobs.listing.FetchException;
import dev.tandem.jobs.listing.Listing;
import org.jspecify.annotations.Nullable;

/// What a fetch brought.
///
/// @param listing null when the board answered, byte by byte, as it did before
/// @param fingerprint of the answers, null where they are not to be recognised
public record Fetched(@Nullable Listing listing, @Nullable String fingerprint) {

    /// What a fetch brought that came to nothing.
    public static Fetched failed(Throwable failure) {
        return new Fetched(new Listing.Failed(FetchException.of(failure)), null);
    }
}
