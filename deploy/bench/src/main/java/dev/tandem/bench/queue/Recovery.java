package dev.tandem.bench.queue;

import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/// How long it took after each fault until work went on, as the database remembers it.
final class Recovery {

    private final Stage stage;

    Recovery(Stage stage) {
        this.stage = stage;
    }

    void print(List<Faults.Death> deaths, List<OffsetDateTime> flushes) throws SQLException {
        print("begun again after a kill", afterKills(deaths));
        print("begun again after SIGTERM", handedBack());
        print("next claim after a flush", afterFlushes(flushes));
    }

    /// From a worker's death until each scan that it held was begun again.
    private List<Double> afterKills(List<Faults.Death> deaths) throws SQLException {
        var times = new ArrayList<Double>();
        try (var connection = stage.postgres().connect();
                var query =
                        connection.prepareStatement(
                                """
                                select extract(epoch from min(n.started_at) - ?)
                                  from scan_attempt a join scan_attempt n on n.scan_id = a.scan_id and n.epoch > a.epoch
                                 where a.outcome = 'LOST' and a.worker like ? and a.started_at <= ? and n.started_at > ?
                                 group by a.scan_id, a.epoch\
                                """)) {
            for (var death : deaths) {
                query.setObject(1, death.at());
                query.setString(2, death.worker() + "%");
                query.setObject(3, death.at());
                query.setObject(4, death.at());
                try (var rows = query.executeQuery()) {
                    while (rows.next()) {
                        times.add(rows.getDouble(1));
                    }
                }
            }
        }
        return times;
    }

    /// From handing a scan back until it was begun again.
    private List<Double> handedBack() throws SQLException {
        return numbers(
                """
                select extract(epoch from min(n.started_at) - a.ended_at)
                  from scan_attempt a join scan_attempt n on n.scan_id = a.scan_id and n.epoch > a.epoch
                 where a.outcome = 'INTERRUPTED' group by a.scan_id, a.epoch, a.ended_at\
                """);
    }

    private List<Double> afterFlushes(List<OffsetDateTime> flushes) throws SQLException {
        var times = new ArrayList<Double>();
        for (var flush : flushes) {
            times.addAll(
                    numbers(
                            "select extract(epoch from min(started_at) - '%s') from scan_attempt where started_at > '%s'"
                                    .formatted(flush, flush)));
        }
        return times;
    }

    private List<Double> numbers(String query) throws SQLException {
        var numbers = new ArrayList<Double>();
        try (var connection = stage.postgres().connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                numbers.add(rows.getDouble(1));
            }
        }
        return numbers;
    }

    private static void print(String what, List<Double> seconds) {
        if (seconds.isEmpty()) {
            System.out.printf("%-26s none%n", what);
            return;
        }
        var sorted = seconds.stream().sorted().toList();
        System.out.printf(
                "%-26s %d times, p50 %.2f s, p99 %.2f s, longest %.2f s (lease %d s)%n",
                what,
                sorted.size(),
                sorted.get(sorted.size() / 2),
                sorted.get((int) (sorted.size() * 0.99)),
                sorted.getLast(),
                Stage.LEASE.toSeconds());
    }
}
