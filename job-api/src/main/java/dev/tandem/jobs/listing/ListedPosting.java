package dev.tandem.jobs.listing;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One posting as its board lists it. Null and empty mean that the provider did not say; nothing is guessed.
///
/// @param externalId the provider's id, unique within the board
/// @param requisition the company's own number of the job, which copies of it on other sites and boards share
/// @param company as the provider spells it, where it names one
/// @param postedAt when it was published, never an estimate
/// @param updatedAt the provider's last change, which some raise for all postings at once
/// @param url where a person reads the posting
/// @param applyUrl where a person applies, if that is another address
public record ListedPosting(
        String externalId,
        @Nullable String requisition,
        String title,
        @Nullable String company,
        List<String> departments,
        List<PostingLocation> locations,
        Terms terms,
        @Nullable Instant postedAt,
        @Nullable Instant updatedAt,
        Description description,
        URI url,
        @Nullable URI applyUrl) {

    public ListedPosting {
        departments = List.copyOf(departments);
        locations = List.copyOf(locations);
    }

    public @Nullable Workplace workplace() {
        return terms.workplace();
    }

    public @Nullable EmploymentType employmentType() {
        return terms.employmentType();
    }

    public @Nullable Seniority seniority() {
        return terms.seniority();
    }

    public @Nullable Salary salary() {
        return terms.salary();
    }

    public @Nullable String descriptionText() {
        return description.text();
    }

    public @Nullable String descriptionHtml() {
        return description.html();
    }

    public ListedPosting withExternalId(String id) {
        return new ListedPosting(
                id,
                requisition,
                title,
                company,
                departments,
                locations,
                terms,
                postedAt,
                updatedAt,
                description,
                url,
                applyUrl);
    }
}
