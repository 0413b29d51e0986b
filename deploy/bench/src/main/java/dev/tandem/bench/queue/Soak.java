package dev.tandem.bench.queue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/// Thousands of scans while processes are killed, halted and restarted, Redis is flushed and killed, and PostgreSQL is
/// restarted, all at random; then a look at what was lost. Prints what it saw.
///
/// Arguments: scans (5000), faults (300), seed (1).
final class Soak {

    private static final int WORKERS = 3;
    private static final Duration END = Duration.ofMinutes(10);

    private final Stage stage;
    private final Random random;
    private final AuditProcess api;
    private final List<AuditProcess> workers = new ArrayList<>();
    private final Map<String, Integer> faults = new TreeMap<>();
    private final List<Death> deaths = new ArrayList<>();
    private final List<OffsetDateTime> flushes = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();

    /// A worker's end, by the database's clock.
    private record Death(String worker, OffsetDateTime at) {}

    private Soak(Stage stage, long seed) throws IOException {
        this.stage = stage;
        this.random = new Random(seed);
        this.api = stage.start("api", "api", Map.of());
        for (var i = 1; i <= WORKERS; i++) {
            workers.add(stage.start("worker-" + i, "worker", Map.of()));
        }
        api.awaitReady();
        workers.forEach(AuditProcess::awaitReady);
    }

    public static void main(String[] arguments) throws Exception {
        var scans = argument(arguments, 0, 5_000);
        var faults = argument(arguments, 1, 300);
        var seed = argument(arguments, 2, 1);
        var root = Path.of(System.getProperty("tandem.root", ".")).toAbsolutePath().normalize();
        var folder = Files.createTempDirectory("tandem-soak");
        int code;
        try (var stage = Stage.open(folder, root.resolve("audit-api/target/quarkus-app"))) {
            stage.startFast(folder.resolve("audit-api.aot"));
            code = new Soak(stage, seed).run(scans, faults);
        }
        // Only now, because leaving the program leaves the stage's processes behind.
        System.exit(code);
    }

    private static int argument(String[] arguments, int at, int otherwise) {
        return arguments.length > at ? Integer.parseInt(arguments[at]) : otherwise;
    }

    private int run(int scans, int wanted) throws Exception {
        var begin = System.nanoTime();
        var breaking = new AtomicBoolean(true);
        var asking = Thread.ofPlatform().name("asking").start(() -> ask(scans, wanted, breaking));
        for (var fault = 0; fault < wanted; fault++) {
            strike();
            Thread.sleep(random.nextInt(150));
        }
        breaking.set(false);
        var broken = Duration.ofNanos(System.nanoTime() - begin);
        workers.forEach(AuditProcess::thaw);
        asking.join();
        stage.awaitAllEnded(END);
        return report(broken, Duration.ofNanos(System.nanoTime() - begin));
    }

    /// Spreads the scans over the time that the faults take; the last ones come when all is whole again.
    private void ask(int scans, int wanted, AtomicBoolean breaking) {
        try (var client = new AuditClient(api::address, "default")) {
            for (var asked = 0; asked < scans; asked++) {
                var path = asked % 50 == 0 ? "retryable-once" : asked % 97 == 0 ? "final" : "?millis=" + asked % 7 * 40;
                stage.promise(client.scan(OnAPage.of(asked) + path));
                if (breaking.get()) {
                    var done = (double) total() / wanted;
                    while (breaking.get() && (double) asked / scans > done) {
                        Thread.sleep(5);
                        done = (double) total() / wanted;
                    }
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            failures.add("A scan was never accepted: " + failure.getMessage());
        }
    }

    private int total() {
        synchronized (faults) {
            return faults.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    private void strike() throws Exception {
        var worker = workers.get(random.nextInt(WORKERS));
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
        synchronized (faults) {
            faults.merge(kind, 1, Integer::sum);
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

    private int report(Duration broken, Duration whole) throws SQLException {
        var violated = stage.violated();
        System.out.printf("scans accepted        %d%n", stage.promises());
        System.out.printf(
                "ended                 %s%n",
                stage.postgres()
                        .ask(
                                "select string_agg(state || ' ' || n, ', ' order by state) from (select state, count(*) n from scan group by 1) s"));
        System.out.printf("faults                %d in %d s%n", total(), broken.toSeconds());
        faults.forEach((kind, count) -> System.out.printf("  %-42s %d%n", kind, count));
        System.out.printf("all ended after       %d s%n", whole.toSeconds());
        System.out.printf(
                "claims lost           %s%n",
                stage.postgres().ask("select count(*) from scan_attempt where outcome = 'LOST'"));
        System.out.printf(
                "handed back           %s%n",
                stage.postgres().ask("select count(*) from scan_attempt where outcome = 'INTERRUPTED'"));
        System.out.printf(
                "given up (WORKER_LOST) %s%n",
                stage.postgres().ask("select count(*) from scan where error ->> 'code' = 'WORKER_LOST'"));
        printRecovery();
        System.out.printf("lost, doubled or half %s%n", violated.isEmpty() ? "0" : violated);
        failures.forEach(System.out::println);
        return violated.isEmpty() && failures.isEmpty() ? 0 : 1;
    }

    /// From a worker's death until each scan that it held was begun again.
    private void printRecovery() throws SQLException {
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
        print("begun again after a kill", times);
        print("begun again after SIGTERM", handedBack());
        print("next claim after a flush", afterFlushes());
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

    private List<Double> afterFlushes() throws SQLException {
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

    /// Pages of many hosts.
    private static final class OnAPage {

        private static final int HOSTS = 50;

        static String of(int number) {
            return "http://host-" + number % HOSTS + ".example/";
        }
    }
}
