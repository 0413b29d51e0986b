package dev.tandem.jobs.posting;

import dev.tandem.jobs.listing.EmploymentType;
import dev.tandem.jobs.listing.PostingLocation;
import dev.tandem.jobs.listing.Salary;
import dev.tandem.jobs.listing.Seniority;
import dev.tandem.jobs.listing.Workplace;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A posting as callers see it.
@Schema(name = "Posting")
public record PostingView(
        UUID id,
        @Schema(description = "The id of the source that lists it.") UUID source,
        @Schema(description = "What the user calls that source.") String sourceName,
        @Schema(description = "The provider's id, unique within the source.") String externalId,
        String title,
        @Schema(description = "As the provider spells it, or else the source's name.") @Nullable String company,
        List<String> departments,
        List<PostingLocation> locations,
        @Nullable Workplace workplace,
        @Nullable EmploymentType employmentType,
        @Schema(description = "From the provider's own field, or else clear words of the title.")
                @Nullable Seniority seniority,
        @Schema(description = "The company's own number of the job, which its copies on other boards share.")
                @Nullable String requisition,
        @Nullable Salary salary,
        @Nullable Instant postedAt,
        @Schema(description = "The provider's own time of change, as of when the content last changed.")
                @Nullable Instant updatedAt,
        @Schema(description = "Plain text; only where a single posting is asked for.") @Nullable String descriptionText,
        @Schema(description = "HTML that is safe to show; only where a single posting is asked for.")
                @Nullable String descriptionHtml,
        @Schema(description = "Whether what only the posting's own page holds is still to be read.")
                boolean detailsPending,
        String url,
        @Nullable String applyUrl,
        PostingStatus status,
        @Schema(description = "POLL or USER, when archived.") @Nullable String archivedBy,
        @Nullable Instant archivedAt,
        @Schema(description = "NOT_LISTED, when a poll archived it.") @Nullable String archivedReason,
        Instant firstSeenAt,
        @Schema(description = "The last time that the board is known to have listed it.") Instant lastSeenAt,
        @Schema(description = "When its content last changed.") Instant changedAt,
        @Schema(description = "Since when complete listings lack it.") @Nullable Instant missingSince,
        int reopenedCount,
        @Schema(description = "Whether the filter hides it.") boolean filtered,
        @Schema(description = "0 to 100, what the filter found it worth.") int score,
        @Schema(description = "Why, as sentences.") List<String> matchReasons,
        @Schema(description = "The first of the postings that are the same job on other boards, if it is not this one.")
                @Nullable UUID duplicateOf,
        @Schema(description = "The same job on other boards, the first twenty.") List<OtherBoard> alsoOn) {}
