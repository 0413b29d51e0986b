package dev.tandem.jobs.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.jobs.client.Addresses;
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
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/// One job of a Greenhouse board.
final class GreenhouseJob {

    private static final URI BOARDS = URI.create("https://boards.greenhouse.io");
    private static final Pattern WORKPLACE_FIELD =
            Pattern.compile("(?i).*(work ?place|work (location|model|type|arrangement)|location type|remote).*");
    private static final Pattern EMPLOYMENT_FIELD = Pattern.compile("(?i).*(employment|contract|job) type.*");
    private static final Pattern SENIORITY_FIELD =
            Pattern.compile("(?i).*(seniority|experience level|career (level|stage)|job level).*");
    private static final Pattern NO_SALARY = Pattern.compile("(?i).*(bonus|equity|commission|referral|budget).*");
    private static final String NO_DEPARTMENT = "0";
    private static final int CENTS = 2;

    private GreenhouseJob() {}

    /// @return null when the job has no id or title
    static @Nullable ListedPosting read(JsonNode job, String token) {
        var id = Fields.text(job, "id");
        var title = Fields.line(job, "title");
        if (id == null || title == null) {
            return null;
        }
        // The content is escaped as a whole, and some boards escape entities within it once more.
        var html = HtmlText.unescaped(content(job));
        var label = Fields.line(job.path("location"), "name");
        var url = Fields.web(job, "absolute_url");
        return new ListedPosting(
                id,
                requisition(job),
                title,
                Fields.line(job, "company_name"),
                departments(job),
                locations(job, label),
                terms(job, title, label),
                Fields.instant(job, "first_published"),
                Fields.instant(job, "updated_at"),
                Description.ofHtml(html),
                url != null ? url : Addresses.under(BOARDS, "/%s/jobs/%s", token, id),
                null);
    }

    /// Several posts of one job share its internal id; the requisition's number, which companies choose, may repeat
    /// across jobs.
    private static @Nullable String requisition(JsonNode job) {
        var internal = Fields.text(job, "internal_job_id");
        return internal != null ? internal : Fields.line(job, "requisition_id");
    }

    private static Terms terms(JsonNode job, String title, @Nullable String label) {
        return new Terms(
                metadata(job, WORKPLACE_FIELD).map(Workplace::of).orElseGet(() -> Workplace.of(label)),
                metadata(job, EMPLOYMENT_FIELD).map(EmploymentType::of).orElse(null),
                Seniority.of(metadata(job, SENIORITY_FIELD).orElse(null), title),
                salary(job));
    }

    private static @Nullable String content(JsonNode job) {
        var content = Fields.text(job, "content");
        return content == null ? null : Parser.unescapeEntities(content, false);
    }

    private static List<String> departments(JsonNode job) {
        return Fields.each(job.path("departments"))
                .filter(department -> !NO_DEPARTMENT.equals(Fields.text(department, "id")))
                .map(department -> Fields.line(department, "name"))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /// The label may list several places, or say only how the work is done; then the offices say where.
    private static List<PostingLocation> locations(JsonNode job, @Nullable String label) {
        var named =
                Arrays.stream(Optional.ofNullable(label).orElse("").split("\\s*;\\s*|\\s+or\\s+"))
                        .map(String::strip)
                        .filter(place -> !place.isEmpty() && !Workplace.isOnly(place))
                        .toList();
        var places = named.isEmpty() ? offices(job) : named.stream();
        return places.distinct().map(PostingLocation::ofText).toList();
    }

    private static Stream<String> offices(JsonNode job) {
        return Fields.each(job.path("offices"))
                .map(office -> {
                    var location = Fields.line(office, "location");
                    return location != null ? location : Fields.line(office, "name");
                })
                .filter(Objects::nonNull);
    }

    /// A field that the company defined itself, when its name fits and its value is a text.
    private static Optional<String> metadata(JsonNode job, Pattern name) {
        return Fields.each(job.path("metadata"))
                .filter(field -> name.matcher(Objects.requireNonNullElse(Fields.line(field, "name"), "")).matches())
                .map(field -> value(field.path("value")))
                .filter(Objects::nonNull)
                .findFirst();
    }

    /// A text, or several where one may tick more than one.
    private static @Nullable String value(JsonNode value) {
        var texts = value.isArray() ? Fields.each(value) : Stream.of(value);
        var joined = texts.map(Fields::text).filter(Objects::nonNull).collect(Collectors.joining(", "));
        return joined.isEmpty() ? null : joined;
    }

    private static @Nullable Salary salary(JsonNode job) {
        for (var range : job.path("pay_input_ranges")) {
            return Salary.of(
                    ofCents(Fields.number(range, "min_cents")),
                    ofCents(Fields.number(range, "max_cents")),
                    Fields.text(range, "currency_type"),
                    SalaryPeriod.of(Fields.text(range, "title")));
        }
        return Fields.each(job.path("metadata"))
                .filter(field -> "currency_range".equals(Fields.text(field, "value_type")))
                .filter(field -> !NO_SALARY.matcher(String.valueOf(Fields.line(field, "name"))).matches())
                .map(GreenhouseJob::range)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Salary range(JsonNode field) {
        var value = field.path("value");
        return Salary.of(
                Fields.number(value, "min_value"),
                Fields.number(value, "max_value"),
                Fields.text(value, "unit"),
                SalaryPeriod.of(Fields.text(field, "name")));
    }

    private static @Nullable BigDecimal ofCents(@Nullable BigDecimal cents) {
        return cents == null ? null : cents.movePointLeft(CENTS);
    }
}
