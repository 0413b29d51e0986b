package dev.tandem.jobs.search;

import dev.tandem.jobs.posting.PostingView;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A page of what was found.
///
/// @param next what to send as `cursor` for the following page; null on the last one
@Schema(name = "PostingPage")
@RegisterForReflection
public record SearchPage(
        List<PostingView> items,
        @Nullable String next,
        @Schema(description = "How many there are; null in a plain list of the newest.") @Nullable Total total,
        @Schema(description = "What was looked for instead, because nothing holds the words as they were typed.")
                @Nullable String correctedTo,
        @Schema(description = "What may have been meant, because hardly anything holds the words as they were typed.")
                @Nullable String suggestion,
        @Schema(description = "By facet its most frequent values; null unless asked for.")
                @Nullable Map<String, List<Count>> facets) {

    /// How many were found.
    ///
    /// @param atLeast whether there are more, which were too many or too old to be ranked and counted
    @Schema(name = "PostingTotal")
    @RegisterForReflection
    public record Total(long count, boolean atLeast) {}

    /// How many of the counted postings have a value.
    @Schema(name = "PostingCount")
    @RegisterForReflection
    public record Count(String value, long count) {}
}
