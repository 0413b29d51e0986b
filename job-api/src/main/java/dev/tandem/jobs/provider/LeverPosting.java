package dev.tandem.jobs.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.jobs.fetch.Fields;
import dev.tandem.jobs.listing.Countries;
import dev.tandem.jobs.listing.Description;
import dev.tandem.jobs.listing.EmploymentType;
import dev.tandem.jobs.listing.HtmlText;
import dev.tandem.jobs.listing.ListedPosting;
import dev.tandem.jobs.listing.PostingLocation;
import dev.tandem.jobs.listing.Salary;
import dev.tandem.jobs.listing.SalaryPeriod;
import dev.tandem.jobs.listing.Seniority;
import dev.tandem.jobs.listing.Terms;
import dev.tandem.jobs.listing.Workplace;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.nodes.Entities;
import org.jspecify.annotations.Nullable;

/// One posting of a Lever board.
///
/// Lever says when a posting was created, not when it was published; the first is taken for the second because there is
/// nothing nearer.
final class LeverPosting {

    private LeverPosting() {}

    /// @return null when the posting has no id, title or address
    static @Nullable ListedPosting read(JsonNode posting) {
        var id = Fields.id(posting, "id");
        var title = Fields.line(posting, "text");
        var url = Fields.web(posting, "hostedUrl");
        if (id == null || title == null || url == null) {
            return null;
        }
        var categories = posting.path("categories");
        var html = description(posting);
        return new ListedPosting(
                id,
                null,
                title,
                null,
                Fields.present(Fields.line(categories, "department"), Fields.line(categories, "team")),
                locations(posting),
                new Terms(
                        workplace(posting),
                        EmploymentType.of(Fields.line(categories, "commitment")),
                        Seniority.of(Fields.line(categories, "level"), title),
                        salary(posting.path("salaryRange"))),
                created(posting.path("createdAt")),
                null,
                Description.ofHtml(html),
                url,
                Fields.web(posting, "applyUrl"));
    }

    private static List<PostingLocation> locations(JsonNode posting) {
        var categories = posting.path("categories");
        var all = Fields.each(categories.path("allLocations")).map(Fields::text).filter(Objects::nonNull);
        var names = Stream.concat(all, Stream.ofNullable(Fields.line(categories, "location"))).distinct().toList();
        // The country is that of the first place; the others may lie elsewhere.
        var country = Countries.code(Fields.text(posting, "country"));
        return names.stream()
                .map(PostingLocation::ofText)
                .map(place -> place.name().equals(names.getFirst()) ? within(place, country) : place)
                .toList();
    }

    private static PostingLocation within(PostingLocation place, @Nullable String country) {
        return country == null ? place : new PostingLocation(place.name(), place.city(), place.region(), country);
    }

    /// The flag wins over the label: two thirds of the labels with "remote" in them belong to hybrid and on-site jobs.
    private static @Nullable Workplace workplace(JsonNode posting) {
        var flag = Workplace.of(Fields.text(posting, "workplaceType"));
        return flag != null ? flag : Workplace.of(Fields.line(posting.path("categories"), "location"));
    }

    private static @Nullable Salary salary(JsonNode range) {
        return Salary.of(
                Fields.number(range, "min"),
                Fields.number(range, "max"),
                Fields.text(range, "currency"),
                SalaryPeriod.of(Fields.text(range, "interval")));
    }

    private static @Nullable Instant created(JsonNode millis) {
        return millis.isIntegralNumber() ? Instant.ofEpochMilli(millis.asLong()) : null;
    }

    /// All parts that Lever's own page shows, in its order: the description holds neither the lists nor the rest.
    private static @Nullable String description(JsonNode posting) {
        var lists =
                Fields.each(posting.path("lists"))
                        .map(LeverPosting::list)
                        .filter(list -> !list.isEmpty())
                        .collect(Collectors.joining());
        var parts =
                Fields.present(
                        opening(posting),
                        lists.isEmpty() ? null : lists,
                        either(posting, "salaryDescription", "salaryDescriptionPlain"),
                        either(posting, "additional", "additionalPlain"));
        return parts.isEmpty() ? null : String.join("\n", parts);
    }

    private static @Nullable String opening(JsonNode posting) {
        var description = either(posting, "description", "descriptionPlain");
        if (description != null) {
            return description;
        }
        var parts =
                Fields.present(
                        either(posting, "opening", "openingPlain"),
                        either(posting, "descriptionBody", "descriptionBodyPlain"));
        return parts.isEmpty() ? null : String.join("\n", parts);
    }

    private static String list(JsonNode list) {
        var heading = Fields.line(list, "text");
        var content = Fields.text(list, "content");
        return (heading == null ? "" : "<h3>" + Entities.escape(heading) + "</h3>")
                + (content == null ? "" : "<ul>" + content + "</ul>");
    }

    /// A part as HTML; its plain text where only that is filled in.
    private static @Nullable String either(JsonNode posting, String html, String plain) {
        var formatted = Fields.text(posting, html);
        return formatted != null ? formatted : HtmlText.ofPlain(Fields.text(posting, plain));
    }
}
