package dev.tandem.jobs.listing;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One posting as its board lists it. Null and empty mean that the provider did not say; nothing is guessed.
///
/// @param externalId the provider's id, unique within the board
/// @param company as the provider spells it, where it names one
/// @param postedAt when it was published, never an estimate
/// @param updatedAt the provider's last change, which some raise for all postings at once
/// @param descriptionText plain text with line breaks between blocks
/// @param descriptionHtml HTML that is safe to show: no scripts, styles, forms or event handlers
/// @param url where a person reads the posting
/// @param applyUrl where a person applies, if that is another address
public record ListedPosting(
        String externalId,
        String title,
        @Nullable String company,
        List<String> departments,
        List<PostingLocation> locations,
        @Nullable Workplace workplace,
        @Nullable EmploymentType employmentType,
        @Nullable Salary salary,
        @Nullable Instant postedAt,
        @Nullable Instant updatedAt,
        @Nullable String descriptionText,
        @Nullable String descriptionHtml,
        URI url,
        @Nullable URI applyUrl) {

    public ListedPosting {
        departments = List.copyOf(departments);
        locations = List.copyOf(locations);
    }

    public ListedPosting withExternalId(String id) {
        return new ListedPosting(
                id,
                title,
                company,
                departments,
                locations,
                workplace,
                employmentType,
                salary,
                postedAt,
                updatedAt,
                descriptionText,
                descriptionHtml,
                url,
                applyUrl);
    }
}
