package dev.tandem.bench.queue;

import dev.tandem.bench.stage.PostgresStage;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/// What must hold of the database once the failures are over, whatever they were. Each is a query for what breaks it.
final class Invariants {

    private record Rule(String says, String violations) {}

    private static final List<Rule> RULES =
            List.of(
                    new Rule(
                            "every scan has ended",
                            "select id from scan where state not in ('COMPLETED', 'FAILED', 'CANCELLED')"),
                    new Rule(
                            "what is completed has one result, and it is of the epoch that completed it",
                            """
                            select s.id from scan s left join scan_result r on r.scan_id = s.id
                             where s.state = 'COMPLETED'
                               and (r.scan_id is null or r.epoch <> s.completed_epoch or s.completed_epoch <> s.epoch)\
                            """),
                    new Rule(
                            "what is completed has all its findings, and they are of the epoch that completed it",
                            """
                            select s.id from scan s
                             where s.state = 'COMPLETED' and s.batch_id is null and s.engines = '{AXE}'
                               and (select count(*) from finding f where f.scan_id = s.id and f.epoch = s.epoch
                                       and f.message = 'No page was looked at.'
                                       and f.title = 'Found under epoch ' || s.epoch) <> 1\
                            """),
                    new Rule(
                            "no finding is of another epoch",
                            """
                            select s.id from scan s join finding f on f.scan_id = s.id
                             where f.epoch is distinct from s.completed_epoch\
                            """),
                    new Rule(
                            "what is not completed has no result",
                            """
                            select s.id from scan s
                             where s.state <> 'COMPLETED'
                               and (exists (select from scan_result r where r.scan_id = s.id)
                                    or exists (select from finding f where f.scan_id = s.id))\
                            """),
                    new Rule(
                            "what has failed says why",
                            "select id from scan where state = 'FAILED' and error ->> 'code' is null"),
                    new Rule(
                            "no more than three attempts, no more than five interruptions",
                            "select id from scan where attempts > 3 or interruptions > 5"),
                    new Rule(
                            "attempts were counted for what ended by itself alone",
                            """
                            select s.id from scan s
                             where s.attempts <> (select count(*) from scan_attempt a
                                                   where a.scan_id = s.id and a.outcome in ('COMPLETED', 'RETRY', 'FAILED'))\
                            """),
                    new Rule("every attempt has ended", "select scan_id from scan_attempt where ended_at is null"),
                    new Rule(
                            "no scan was completed twice",
                            """
                            select scan_id from scan_attempt where outcome = 'COMPLETED'
                             group by scan_id having count(*) > 1\
                            """),
                    new Rule(
                            "nobody holds a claim any more",
                            "select id from scan where lease_owner is not null or lease_until is not null"));

    private Invariants() {}

    /// @param acknowledged the scans that were accepted, each of which must be there
    /// @return what is violated, empty when nothing is
    static List<String> violated(PostgresStage postgres, Collection<UUID> acknowledged) throws SQLException {
        var violated = new ArrayList<String>();
        try (var connection = postgres.connect();
                var statement = connection.createStatement()) {
            for (var rule : RULES) {
                var found = new ArrayList<String>();
                try (var rows = statement.executeQuery(rule.violations() + " limit 5")) {
                    while (rows.next()) {
                        found.add(rows.getString(1));
                    }
                }
                if (!found.isEmpty()) {
                    violated.add("Violated: " + rule.says() + ": " + found);
                }
            }
            var lost =
                    "select count(*) from unnest(string_to_array('%s', ',')::uuid[]) u(id) where id not in (select id from scan)"
                            .formatted(acknowledged.stream().map(UUID::toString).collect(Collectors.joining(",")));
            try (var rows = statement.executeQuery(lost)) {
                rows.next();
                if (rows.getLong(1) > 0) {
                    violated.add("Violated: every acknowledged scan is there: %d are not".formatted(rows.getLong(1)));
                }
            }
        }
        return violated;
    }
}
