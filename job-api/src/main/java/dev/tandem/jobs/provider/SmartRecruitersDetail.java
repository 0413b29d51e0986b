package dev.tandem.jobs.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.jobs.fetch.Fields;
import dev.tandem.jobs.listing.Description;
import dev.tandem.jobs.listing.FetchException;
import dev.tandem.jobs.listing.FetchFailure;
import dev.tandem.jobs.listing.ListedPosting;
import dev.tandem.jobs.listing.Salary;
import dev.tandem.jobs.listing.SalaryPeriod;
import dev.tandem.jobs.listing.Terms;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jsoup.nodes.Entities;
import org.jspecify.annotations.Nullable;

/// What the page of one SmartRecruiters posting holds beyond its row: the description and, now and then, a salary.
final class SmartRecruitersDetail {

    /// In the order in which SmartRecruiters' own page shows them.
    private static final List<String> SECTIONS =
            List.of("companyDescription", "jobDescription", "qualifications", "additionalInformation");

    private SmartRecruitersDetail() {}

    /// @param root of the answer
    static ListedPosting read(JsonNode root, ListedPosting listed) {
        if (!listed.externalId().equals(Fields.text(root, "id"))) {
            throw new FetchException(
                    FetchFailure.Code.MALFORMED, "The answer is JSON, but not the posting that was asked for.");
        }
        var described = Description.ofHtml(sections(root.path("jobAd").path("sections")));
        var salary = salary(root.path("compensation").path("salary"));
        var terms = listed.terms();
        return new ListedPosting(
                listed.externalId(),
                listed.requisition(),
                listed.title(),
                listed.company(),
                listed.departments(),
                listed.locations(),
                new Terms(terms.workplace(), terms.employmentType(), terms.seniority(), salary),
                listed.postedAt(),
                listed.updatedAt(),
                described,
                listed.url(),
                Fields.web(root, "applyUrl"));
    }

    private static @Nullable String sections(JsonNode sections) {
        var html =
                SECTIONS.stream()
                        .map(sections::path)
                        .map(SmartRecruitersDetail::section)
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining("\n"));
        return html.isEmpty() ? null : html;
    }

    /// A section without a text is one that the company left out; its heading says nothing.
    private static @Nullable String section(JsonNode section) {
        var title = Fields.line(section, "title");
        var text = Fields.text(section, "text");
        return text == null ? null : (title == null ? "" : "<h3>" + Entities.escape(title) + "</h3>") + text;
    }

    private static @Nullable Salary salary(JsonNode salary) {
        return Salary.of(
                Fields.number(salary, "min"),
                Fields.number(salary, "max"),
                Fields.text(salary, "currency"),
                SalaryPeriod.of(Fields.text(salary, "period")));
    }
}
