package dev.tandem.jobs.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.jobs.client.Addresses;
import dev.tandem.jobs.fetch.Fields;
import dev.tandem.jobs.listing.Description;
import dev.tandem.jobs.listing.EmploymentType;
import dev.tandem.jobs.listing.ListedPosting;
import dev.tandem.jobs.listing.PostingLocation;
import dev.tandem.jobs.listing.Seniority;
import dev.tandem.jobs.listing.Terms;
import dev.tandem.jobs.listing.Workplace;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One row of a SmartRecruiters listing.
final class SmartRecruitersRow {

    private static final URI JOBS = URI.create("https://jobs.smartrecruiters.com");

    private SmartRecruitersRow() {}

    /// @return null when the row has no id or name
    static @Nullable ListedPosting read(JsonNode row, String company) {
        var id = Fields.text(row, "id");
        var title = Fields.line(row, "name");
        if (id == null || title == null) {
            return null;
        }
        var identifier = Objects.requireNonNullElse(Fields.text(row.path("company"), "identifier"), company);
        return new ListedPosting(
                id,
                Fields.line(row, "refNumber"),
                title,
                Fields.line(row.path("company"), "name"),
                Fields.present(Fields.line(row.path("department"), "label")),
                locations(row.path("location")),
                new Terms(
                        workplace(row.path("location")),
                        employmentType(row.path("typeOfEmployment")),
                        Seniority.of(level(row.path("experienceLevel")), title),
                        null),
                Fields.instant(row, "releasedDate"),
                null,
                Description.NONE,
                // The row's own reference is an address of the interface, which no person can read.
                Addresses.under(JOBS, "/%s/%s", identifier, id),
                null);
    }

    private static List<PostingLocation> locations(JsonNode location) {
        var place =
                PostingLocation.ofAddress(
                        Fields.line(location, "fullLocation"),
                        Fields.line(location, "city"),
                        Fields.line(location, "region"),
                        Fields.line(location, "country"));
        return place == null ? List.of() : List.of(place);
    }

    private static @Nullable Workplace workplace(JsonNode location) {
        if (location.path("hybrid").asBoolean(false)) {
            return Workplace.HYBRID;
        }
        if (location.path("remote").asBoolean(false)) {
            return Workplace.REMOTE;
        }
        return location.has("remote") && location.has("hybrid") ? Workplace.ON_SITE : null;
    }

    /// "Not applicable" is a level there, and none here.
    private static @Nullable String level(JsonNode level) {
        var id = Fields.text(level, "id");
        return id != null ? id : Fields.line(level, "label");
    }

    /// The id is the same in every language, the label is not.
    private static @Nullable EmploymentType employmentType(JsonNode type) {
        var byId = EmploymentType.of(Fields.text(type, "id"));
        return byId != null ? byId : EmploymentType.of(Fields.line(type, "label"));
    }
}
