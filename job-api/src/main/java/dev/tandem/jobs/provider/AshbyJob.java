package dev.tandem.jobs.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.jobs.fetch.Fields;
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
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One job of an Ashby board. `publishedAt` is the last publication: publishing again resets it.
final class AshbyJob {

    private AshbyJob() {}

    /// @return null when the job has no id, title or address
    static @Nullable ListedPosting read(JsonNode job) {
        var id = Fields.id(job, "id");
        var title = Fields.line(job, "title");
        var url = Fields.web(job, "jobUrl");
        if (id == null || title == null || url == null) {
            return null;
        }
        var formatted = Fields.text(job, "descriptionHtml");
        var html = formatted != null ? formatted : HtmlText.ofPlain(Fields.text(job, "descriptionPlain"));
        return new ListedPosting(
                id,
                null,
                title,
                null,
                Fields.present(Fields.line(job, "department"), Fields.line(job, "team")),
                locations(job),
                new Terms(
                        workplace(job),
                        EmploymentType.of(Fields.text(job, "employmentType")),
                        Seniority.of(null, title),
                        salary(job.path("compensation"))),
                Fields.instant(job, "publishedAt"),
                null,
                Description.ofHtml(html),
                url,
                Fields.web(job, "applyUrl"));
    }

    private static List<PostingLocation> locations(JsonNode job) {
        return Stream.concat(Stream.of(job), Fields.each(job.path("secondaryLocations")))
                .map(AshbyJob::location)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    private static @Nullable PostingLocation location(JsonNode place) {
        var address = place.path("address");
        var postal = address.has("postalAddress") ? address.path("postalAddress") : address;
        var name = Fields.line(place, "location");
        var city = Fields.line(postal, "addressLocality");
        var region = Fields.line(postal, "addressRegion");
        var country = Fields.line(postal, "addressCountry");
        if (name != null && city == null && region == null && country == null) {
            return PostingLocation.ofText(name);
        }
        return PostingLocation.ofAddress(name, city, region, country);
    }

    /// `isRemote` is true of most hybrid jobs too, so it counts only where the workplace type is not sent.
    private static @Nullable Workplace workplace(JsonNode job) {
        var type = Workplace.of(Fields.text(job, "workplaceType"));
        if (type != null || !job.path("isRemote").asBoolean(false)) {
            return type;
        }
        return Workplace.of(Fields.line(job, "location")) == Workplace.HYBRID ? Workplace.HYBRID : Workplace.REMOTE;
    }

    /// The salary over all tiers in the first tier's currency and period. Equity, bonus and commission are none.
    private static @Nullable Salary salary(JsonNode compensation) {
        var tiers =
                Fields.each(compensation.path("compensationTiers"))
                        .flatMap(tier -> Fields.each(tier.path("components")))
                        .filter(AshbyJob::isSalary)
                        .toList();
        var salaries =
                tiers.isEmpty()
                        ? Fields.each(compensation.path("summaryComponents")).filter(AshbyJob::isSalary).toList()
                        : tiers;
        if (salaries.isEmpty()) {
            return null;
        }
        var currency = Fields.text(salaries.getFirst(), "currencyCode");
        var interval = Fields.text(salaries.getFirst(), "interval");
        var alike =
                salaries.stream()
                        .filter(salary -> Objects.equals(Fields.text(salary, "currencyCode"), currency))
                        .filter(salary -> Objects.equals(Fields.text(salary, "interval"), interval))
                        .toList();
        return Salary.of(
                figures(alike, "minValue").min(BigDecimal::compareTo).orElse(null),
                figures(alike, "maxValue").max(BigDecimal::compareTo).orElse(null),
                currency,
                SalaryPeriod.of(interval));
    }

    private static boolean isSalary(JsonNode component) {
        return "Salary".equals(Fields.text(component, "compensationType"));
    }

    private static Stream<BigDecimal> figures(List<JsonNode> components, String field) {
        return components.stream().map(component -> Fields.number(component, field)).filter(Objects::nonNull);
    }
}
