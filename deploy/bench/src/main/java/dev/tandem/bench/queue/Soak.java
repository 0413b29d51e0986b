package dev.tandem.bench.queue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/// Thousands of scans while processes are killed, halted and restarted, Redis is flushed and killed, and PostgreSQL is
/// restarted, all at random; then a look at what was lost. Prints what it saw.
///
/// Arguments: scans (5000), faults (300), seed (1).
final class Soak {

    private static final int WORKERS = 3;
    private static final int HOSTS = 50;
    private static final Duration END = Duration.ofMinutes(10);

    private final Stage stage;
    private final Random random;
    private final AuditProcess api;
    private final List<AuditProcess> workers = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final Faults faults;

    private Soak(Stage stage, long seed) throws IOException {
        this.stage = stage;
        this.random = new Random(seed);
        this.api = stage.start("api", "api", Map.of());
        for (var i = 1; i <= WORKERS; i++) {
            workers.add(stage.start("worker-" + i, "worker", Map.of()));
        }
        api.awaitReady();
        workers.forEach(AuditProcess::awaitReady);
        this.faults = new Faults(stage, api, workers, random, failures);
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
            faults.strike();
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
                stage.promise(client.scan(host(asked) + path));
                if (breaking.get()) {
                    var done = (double) faults.total() / wanted;
                    while (breaking.get() && (double) asked / scans > done) {
                        Thread.sleep(5);
                        done = (double) faults.total() / wanted;
                    }
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            failures.add("A scan was never accepted: " + failure.getMessage());
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
        System.out.printf("faults                %d in %d s%n", faults.total(), broken.toSeconds());
        faults.counts().forEach((kind, count) -> System.out.printf("  %-42s %d%n", kind, count));
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
        new Recovery(stage).print(faults.deaths(), faults.flushes());
        System.out.printf("lost, doubled or half %s%n", violated.isEmpty() ? "0" : violated);
        failures.forEach(System.out::println);
        return violated.isEmpty() && failures.isEmpty() ? 0 : 1;
    }

    /// One of many hosts.
    private static String host(int number) {
        return "http://host-" + number % HOSTS + ".example/";
    }
}
