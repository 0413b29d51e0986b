package dev.tandem.jobs.posting;

import dev.tandem.jobs.listing.EmploymentType;
import dev.tandem.jobs.listing.PostingLocation;
import dev.tandem.jobs.listing.Salary;
import dev.tandem.jobs.listing.SalaryPeriod;
import dev.tandem.jobs.listing.Seniority;
import dev.tandem.jobs.listing.Workplace;
import dev.tandem.jobs.source.Provider;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Reads [PostingView]s out of the rows of one statement, one after another.
public final class PostingRows {

    /// Everything but the descriptions. A row that is not missing was last seen when its source last was.
    public static final String COLUMNS =
            """
            p.id, p.source_id, s.name as source_name, p.external_id, p.title, p.company, p.departments, p.locations,
            p.workplace, p.employment_type, p.seniority, p.requisition, p.salary_min, p.salary_max, p.salary_currency,
            p.salary_period, p.posted_at, p.updated_at, p.url, p.apply_url, p.status, p.archived_by, p.archived_at,
            p.archived_reason, p.first_seen_at,
            case when p.misses = 0 then greatest(p.last_seen_at, s.last_success_at) else p.last_seen_at end
                as last_seen_at,
            p.changed_at, p.missing_since, p.reopened_count, p.filtered, p.score, p.match_reasons, p.published_at,
            s.provider in (%s) and p.status = 'NEW' and p.detailed_hash is distinct from p.content_hash
                as details_pending,
            %s
            """
                    .formatted(
                            Arrays.stream(Provider.values())
                                    .filter(Provider::hasDetails)
                                    .map("'%s'"::formatted)
                                    .collect(Collectors.joining(", ")),
                            LinkSql.ALSO_ON);

    /// By name, from the first row on: a row itself looks each of its many names up among all of them.
    private Map<String, Integer> positions = Map.of();

    /// Reads one of them.
    public PostingView view(Row row) {
        if (positions.isEmpty()) {
            positions = IntStream.range(0, row.size()).boxed().collect(Collectors.toMap(row::getColumnName, at -> at));
        }
        var hasDescription = positions.containsKey("description_text");
        var others = others(row);
        return new PostingView(
                row.getUUID(at("id")),
                row.getUUID(at("source_id")),
                row.getString(at("source_name")),
                row.getString(at("external_id")),
                row.getString(at("title")),
                row.getString(at("company")),
                texts(row, "departments"),
                locations(row),
                constant(row, "workplace", Workplace::valueOf),
                constant(row, "employment_type", EmploymentType::valueOf),
                constant(row, "seniority", Seniority::valueOf),
                row.getString(at("requisition")),
                salary(row),
                time(row, "posted_at"),
                time(row, "updated_at"),
                hasDescription ? row.getString(at("description_text")) : null,
                hasDescription ? row.getString(at("description_html")) : null,
                row.getBoolean(at("details_pending")),
                row.getString(at("url")),
                row.getString(at("apply_url")),
                PostingStatus.valueOf(row.getString(at("status"))),
                row.getString(at("archived_by")),
                time(row, "archived_at"),
                row.getString(at("archived_reason")),
                set(row, "first_seen_at"),
                set(row, "last_seen_at"),
                set(row, "changed_at"),
                time(row, "missing_since"),
                row.getInteger(at("reopened_count")),
                row.getBoolean(at("filtered")),
                row.getInteger(at("score")),
                texts(row, "match_reasons"),
                duplicateOf(row, others),
                others);
    }

    private int at(String column) {
        return Objects.requireNonNull(positions.get(column), column);
    }

    /// The first of the group, unless it is this one.
    private @Nullable UUID duplicateOf(Row row, List<OtherBoard> others) {
        return others.isEmpty() || others.getFirst().id().toString().compareTo(row.getUUID(at("id")).toString()) > 0
                ? null
                : others.getFirst().id();
    }

    private List<OtherBoard> others(Row row) {
        var others = (JsonArray) row.getJson(at("also_on"));
        return others == null
                ? List.of()
                : others.stream()
                        .map(JsonObject.class::cast)
                        .map(other ->
                                new OtherBoard(
                                        UUID.fromString(other.getString("id")),
                                        UUID.fromString(other.getString("source")),
                                        other.getString("sourceName"),
                                        other.getString("url")))
                        .toList();
    }

    private Instant set(Row row, String column) {
        return Objects.requireNonNull(time(row, column));
    }

    private @Nullable Instant time(Row row, String column) {
        var time = row.getOffsetDateTime(at(column));
        return time == null ? null : time.toInstant();
    }

    private <E> @Nullable E constant(Row row, String column, Function<String, E> valueOf) {
        var name = row.getString(at(column));
        return name == null ? null : valueOf.apply(name);
    }

    private @Nullable Salary salary(Row row) {
        var min = row.getBigDecimal(at("salary_min"));
        var max = row.getBigDecimal(at("salary_max"));
        return min == null && max == null
                ? null
                : new Salary(
                        min,
                        max,
                        row.getString(at("salary_currency")),
                        constant(row, "salary_period", SalaryPeriod::valueOf));
    }

    private List<String> texts(Row row, String column) {
        return ((JsonArray) row.getJson(at(column))).stream().map(String::valueOf).toList();
    }

    private List<PostingLocation> locations(Row row) {
        return ((JsonArray) row.getJson(at("locations")))
                .stream()
                        .map(JsonObject.class::cast)
                        .map(place ->
                                new PostingLocation(
                                        place.getString("name"),
                                        place.getString("city"),
                                        place.getString("region"),
                                        place.getString("countryCode")))
                        .toList();
    }
}
