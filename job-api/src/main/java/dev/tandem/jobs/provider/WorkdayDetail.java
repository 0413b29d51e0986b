package dev.tandem.jobs.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.jobs.fetch.Fields;
import dev.tandem.jobs.listing.Countries;
import dev.tandem.jobs.listing.Description;
import dev.tandem.jobs.listing.EmploymentType;
import dev.tandem.jobs.listing.FetchException;
import dev.tandem.jobs.listing.FetchFailure;
import dev.tandem.jobs.listing.ListedPosting;
import dev.tandem.jobs.listing.PostingDate;
import dev.tandem.jobs.listing.PostingLocation;
import dev.tandem.jobs.listing.Terms;
import dev.tandem.jobs.listing.Workplace;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the page of one Workday posting holds beyond its row.
final class WorkdayDetail {

    private WorkdayDetail() {}

    /// @param root of the answer
    /// @param now later dates are not believed
    static ListedPosting read(JsonNode root, ListedPosting listed, Instant now) {
        var info = root.path("jobPostingInfo");
        if (!info.isObject()) {
            throw new FetchException(
                    FetchFailure.Code.MALFORMED, "The answer is JSON without the expected \"jobPostingInfo\".");
        }
        if (!info.path("posted").asBoolean(true)) {
            throw new FetchException(
                    FetchFailure.Code.UNKNOWN_POSTING, "The posting's page says that it is not posted.");
        }
        var places = locations(info);
        var described = Description.ofHtml(Fields.text(info, "jobDescription"));
        return new ListedPosting(
                listed.externalId(),
                orElse(Fields.line(info, "jobReqId"), listed.requisition()),
                listed.title(),
                company(root, listed),
                listed.departments(),
                places.isEmpty() ? listed.locations() : places,
                terms(info, listed),
                orElse(PostingDate.read(Fields.text(info, "startDate"), now), listed.postedAt()),
                listed.updatedAt(),
                described,
                listed.url(),
                listed.applyUrl());
    }

    private static @Nullable String company(JsonNode root, ListedPosting listed) {
        return orElse(Fields.line(root.path("hiringOrganization"), "name"), listed.company());
    }

    private static Terms terms(JsonNode info, ListedPosting listed) {
        var remote = Workplace.of(Fields.line(info, "remoteType"));
        var byPlace = Workplace.of(Fields.line(info, "location"));
        return new Terms(
                orElse(orElse(remote, byPlace), listed.workplace()),
                orElse(EmploymentType.of(Fields.line(info, "timeType")), listed.employmentType()),
                listed.seniority(),
                listed.salary());
    }

    /// The country is that of the first place; the others may lie elsewhere.
    private static List<PostingLocation> locations(JsonNode info) {
        var first = Fields.line(info, "location");
        var others = Fields.each(info.path("additionalLocations")).map(Fields::text).filter(Objects::nonNull);
        return Stream.concat(
                        Stream.ofNullable(first).map(name -> within(PostingLocation.ofText(name), country(info))),
                        others.filter(name -> !name.equals(first)).map(PostingLocation::ofText))
                .distinct()
                .toList();
    }

    private static @Nullable String country(JsonNode info) {
        var required = info.path("jobRequisitionLocation").path("country");
        return orElse(
                Countries.code(Fields.text(required, "alpha2Code")),
                Countries.code(Fields.line(info.path("country"), "descriptor")));
    }

    private static PostingLocation within(PostingLocation place, @Nullable String country) {
        return country == null ? place : new PostingLocation(place.name(), place.city(), place.region(), country);
    }

    private static <T> @Nullable T orElse(@Nullable T value, @Nullable T other) {
        return value != null ? value : other;
    }
}
