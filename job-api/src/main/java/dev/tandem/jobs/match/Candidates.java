package dev.tandem.jobs.match;

import dev.tandem.jobs.listing.PostingLocation;
import dev.tandem.jobs.listing.Salary;
import dev.tandem.jobs.listing.SalaryPeriod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads [Candidate]s out of rows.
final class Candidates {

    /// Of `posting p`.
    static final String COLUMNS =
            "p.id, p.title, p.description_text, p.locations, p.workplace, p.employment_type, p.seniority,"
                    + " p.salary_min, p.salary_max, p.salary_currency, p.salary_period, p.published_at";

    private Candidates() {}

    static List<Candidate> read(ResultSet rows) throws SQLException {
        var candidates = new ArrayList<Candidate>();
        while (rows.next()) {
            candidates.add(
                    new Candidate(
                            rows.getObject("id", UUID.class),
                            rows.getString("title"),
                            Objects.requireNonNullElse(rows.getString("description_text"), ""),
                            locations(rows.getString("locations")),
                            rows.getString("workplace"),
                            rows.getString("employment_type"),
                            rows.getString("seniority"),
                            salary(rows),
                            rows.getObject("published_at", OffsetDateTime.class).toInstant()));
        }
        return candidates;
    }

    private static @Nullable Salary salary(ResultSet row) throws SQLException {
        var min = row.getBigDecimal("salary_min");
        var max = row.getBigDecimal("salary_max");
        var period = row.getString("salary_period");
        return min == null && max == null
                ? null
                : new Salary(
                        min,
                        max,
                        row.getString("salary_currency"),
                        period == null ? null : SalaryPeriod.valueOf(period));
    }

    private static List<PostingLocation> locations(String json) {
        return new JsonArray(json)
                .stream()
                        .map(JsonObject.class::cast)
                        .map(place ->
                                new PostingLocation(
                                        place.getString("name", ""),
                                        place.getString("city"),
                                        place.getString("region"),
                                        place.getString("countryCode")))
                        .toList();
    }
}
