package dev.tandem.jobs.poll;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What a poll made of one source.
///
/// @param provider the name of a provider
/// @param listed the postings in the listing, before any filter
/// @param added postings that were not known
/// @param changed postings whose content differs
/// @param archived postings that were closed because complete listings lack them
/// @param reopened postings that a poll had archived and that are listed again
/// @param filtered listed postings that the filter hides
/// @param millis how long it took to list it
/// @param detailsDue postings whose details are still to come; when the poll is over, those that are left to the next
///   one
/// @param detailsRead postings whose details have been read
/// @param detailsFailed postings whose details could not be had this time
/// @param error null unless PARTIAL or FAILED
@RegisterForReflection
public record SourceOutcome(
        UUID source,
        String name,
        String provider,
        Kind outcome,
        int listed,
        int added,
        int changed,
        int archived,
        int reopened,
        int filtered,
        long millis,
        int detailsDue,
        int detailsRead,
        int detailsFailed,
        @Nullable Reason error) {

    /// The same with its details as far as they are.
    SourceOutcome with(int due, int read, int failed) {
        return new SourceOutcome(
                source, name, provider, outcome, listed, added, changed, archived, reopened, filtered, millis, due,
                read, failed, error);
    }

    /// How the reading went.
    public enum Kind {
        COMPLETE,
        /// Complete, and nothing is different from what is stored.
        UNCHANGED,
        /// Only a part could be read, which adds and changes but never archives.
        PARTIAL,
        FAILED
    }

    /// Why.
    ///
    /// @param code for programs
    /// @param message for people, a sentence
    @RegisterForReflection
    @Schema(name = "PollReason")
    public record Reason(String code, String message) {}
}
