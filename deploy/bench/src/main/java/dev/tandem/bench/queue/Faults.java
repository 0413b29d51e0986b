package dev.tandem.bench.queue;

import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// What a soak does to the processes of a stage, at random, and when it did so by the database's clock.
final class Faults {

    private final Stage stage;
    private final AuditProcess api;
    private final List<AuditProcess> workers;
    private final Random random;
    private final ConcurrentLinkedQueue<String> failures;
    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<Death> deaths = new ArrayList<>();
    private final List<OffsetDateTime> flushes = new ArrayList<>();

    /// A worker's end by SIGKILL.
    record Death(String worker, OffsetDateTime at) {}

    /// @param failures is told what did not go as it must
    Faults(
            Stage stage,
            AuditProcess api,
            List<AuditProcess> workers,
            Random random,
            ConcurrentLinkedQueue<String> failures) {
        this.stage = stage;
        this.api = api;
        this.workers = List.copyOf(workers);
        this.random = random;
        this.failures = failures;
    }

    /// How many there were so far; any thread may ask.
    int total() {
        synchronized (counts) {
            return counts.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /// How many there were of each kind.
    Map<String, Integer> counts() {
        return counts;
    }

    List<Death> deaths() {
        return deaths;
    }

    /// When Redis lost all that it held.
    List<OffsetDateTime> flushes() {
        return flushes;
    }

    /// Breaks something, and mends it as far as it does not mend itself.
    void strike() throws Exception {
        var worker = workers.get(random.nextInt(workers.size()));
        // One that still starts after its last death is given the time: else nothing but starts would be broken.
        worker.awaitReady();
        var kind = random.nextInt(100);
        if (kind < 30) {
            strike(
                    "worker killed (SIGKILL)",
                    () -> {
                        deaths.add(new Death(worker.worker(), now()));
                        worker.kill();
                        worker.restart();
                    });
        } else if (kind < 45) {
            strike(
                    "worker halted past its lease (SIGSTOP)",
                    () -> {
                        worker.freeze();
                        Thread.sleep(Stage.LEASE.toMillis() + random.nextInt(2_000));
                        worker.thaw();
                    });
        } else if (kind < 60) {
            strike(
                    "worker halted briefly (SIGSTOP)",
                    () -> {
                        worker.freeze();
                        Thread.sleep(random.nextInt(1_000));
                        worker.thaw();
                    });
        } else if (kind < 70) {
            strike(
                    "worker ended (SIGTERM)",
                    () -> {
                        worker.terminate();
                        if (worker.awaitEnd(Duration.ofSeconds(40)) != 0) {
                            failures.add("SIGTERM did not end in exit code 0.");
                        }
                        worker.restart();
                    });
        } else if (kind < 78) {
            strike(
                    "API killed (SIGKILL)",
                    () -> {
                        api.kill();
                        api.restart();
                    });
        } else if (kind < 88) {
            strike(
                    "Redis flushed",
                    () -> {
                        flushes.add(now());
                        stage.redis().command("FLUSHALL");
                    });
        } else if (kind < 93) {
            strike(
                    "Redis killed and back empty",
                    () -> {
                        stage.redis().die();
                        Thread.sleep(random.nextInt(1_000));
                        stage.redis().comeBack();
                    });
        } else if (kind < 97) {
            strike(
                    "database connections cut",
                    () ->
                            stage.postgres()
                                    .ask(
                                            "select count(pg_terminate_backend(pid)) from pg_stat_activity"
                                                    + " where pid <> pg_backend_pid() and backend_type = 'client backend'"));
        } else {
            strike("PostgreSQL restarted (immediate)", () -> stage.postgres().dieAndComeBack());
        }
    }

    private interface Strike {
        void go() throws Exception;
    }

    private void strike(String kind, Strike strike) throws Exception {
        strike.go();
        synchronized (counts) {
            counts.merge(kind, 1, Integer::sum);
        }
    }

    private OffsetDateTime now() throws SQLException {
        try (var connection = stage.postgres().connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select clock_timestamp()")) {
            rows.next();
            return rows.getObject(1, OffsetDateTime.class);
        }
    }
}
