package dev.tandem.jobs.match;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Reads the filters to judge by, and writes which postings match them: all of one judging in two statements.
@ApplicationScoped
class MatchRows {

    // A match of criteria that have changed since is replaced and keeps its time, so that it is no news.
    private static final String WRITE =
            """
            insert into match as known (filter_id, posting_id, score, reasons, revision, matched_at, known)
            select f.id, fit.posting_id, fit.score, fit.reasons::jsonb, fit.revision, ?, ?
            from unnest(?::uuid[], ?::uuid[], ?::integer[], ?::text[], ?::integer[])
                as fit (filter_id, posting_id, score, reasons, revision)
            join filter f on f.id = fit.filter_id and f.revision = fit.revision
            order by 1, 2
            on conflict (filter_id, posting_id) do update set
                score = excluded.score, reasons = excluded.reasons, revision = excluded.revision
            """;

    private static final String FORGET =
            """
            delete from match m
            using unnest(?::uuid[], ?::uuid[]) as gone (filter_id, posting_id)
            where m.filter_id = gone.filter_id and m.posting_id = gone.posting_id
            """;

    private final ObjectMapper json;

    MatchRows(ObjectMapper json) {
        this.json = json;
    }

    /// A filter to judge by.
    record Judging(UUID filter, int revision, Judge judge) {}

    /// What was found of one posting and one filter.
    ///
    /// @param fits null when it does not match
    private record Finding(Judging by, UUID posting, @org.jspecify.annotations.Nullable Fit fits) {}

    /// Locked against changes until the transaction ends, so that no match of former criteria is written after those of
    /// the new.
    List<Judging> filters(Connection connection, String tenant) throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        "select id, revision, criteria from filter where tenant = ? order by id for share")) {
            statement.setString(1, tenant);
            try (var rows = statement.executeQuery()) {
                var filters = new ArrayList<Judging>();
                while (rows.next()) {
                    filters.add(judging(rows));
                }
                return filters;
            }
        }
    }

    Judging judging(ResultSet row) throws SQLException {
        try {
            var criteria = json.readValue(row.getString("criteria"), Criteria.class);
            return new Judging(row.getObject("id", UUID.class), row.getInt("revision"), new Judge(criteria));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Only the filters' repository writes criteria.", impossible);
        }
    }

    /// Judges each posting by each filter and writes what is different.
    ///
    /// @param known whether what matches was there before anybody asked for it
    void judge(Connection connection, List<Judging> filters, List<Candidate> postings, Instant now, boolean known)
            throws SQLException {
        var findings = new ArrayList<Finding>();
        for (var filter : filters) {
            for (var posting : postings) {
                findings.add(new Finding(filter, posting.id(), filter.judge().judge(posting, now).orElse(null)));
            }
        }
        write(connection, findings.stream().filter(finding -> finding.fits != null).toList(), now, known);
        forget(connection, findings.stream().filter(finding -> finding.fits == null).toList());
    }

    private void write(Connection connection, List<Finding> fitting, Instant now, boolean known) throws SQLException {
        if (fitting.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement(WRITE)) {
            statement.setObject(1, now.atOffset(ZoneOffset.UTC));
            statement.setBoolean(2, known);
            statement.setArray(3, array(connection, "uuid", fitting.stream().map(finding -> finding.by.filter())));
            statement.setArray(4, array(connection, "uuid", fitting.stream().map(Finding::posting)));
            statement.setArray(5, array(connection, "integer", fitting.stream().map(finding -> fit(finding).score())));
            statement.setArray(6, array(connection, "text", fitting.stream().map(finding -> reasons(fit(finding)))));
            statement.setArray(7, array(connection, "integer", fitting.stream().map(finding -> finding.by.revision())));
            statement.executeUpdate();
        }
    }

    private static void forget(Connection connection, List<Finding> others) throws SQLException {
        if (others.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement(FORGET)) {
            statement.setArray(1, array(connection, "uuid", others.stream().map(finding -> finding.by.filter())));
            statement.setArray(2, array(connection, "uuid", others.stream().map(Finding::posting)));
            statement.executeUpdate();
        }
    }

    private String reasons(Fit fit) {
        try {
            return json.writeValueAsString(fit.reasons());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Reasons are plain data.", impossible);
        }
    }

    private static Fit fit(Finding finding) {
        return java.util.Objects.requireNonNull(finding.fits);
    }

    private static java.sql.Array array(Connection connection, String type, java.util.stream.Stream<?> values)
            throws SQLException {
        return connection.createArrayOf(type, values.toArray());
    }
}
