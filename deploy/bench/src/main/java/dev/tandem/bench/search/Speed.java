package dev.tandem.bench.search;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// How long a search takes among very many postings, asked over HTTP, by the kind of query: one caller, then several at
/// once; what PostgreSQL does for some of them; and what the search costs whoever writes postings. Prints what it saw.
///
/// Arguments: postings (1000000), requests of each kind (200), folder for the data, which stays for the next run
/// (.tandem/search-benchmark).
final class Speed {

    private static final int AT_ONCE = 4;
    private static final int LOADED_AT_ONCE = 50_000;
    private static final int ADDED = 2_000;

    private final Installation installation;
    private final MadeUpPostings postings;
    private final int count;
    private final int requests;

    private Speed(Installation installation, int count, int requests) {
        this.installation = installation;
        this.postings = new MadeUpPostings(Installation.TENANT, Instant.parse("2026-11-25T00:00:00Z"));
        this.count = count;
        this.requests = requests;
    }

    public static void main(String[] arguments) throws Exception {
        var root = Path.of(System.getProperty("tandem.root", ".")).toAbsolutePath().normalize();
        var count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        var requests = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 200;
        var folder = arguments.length > 2 ? Path.of(arguments[2]) : root.resolve(".tandem/search-benchmark");
        try (var installation = Installation.start(folder, root.resolve("job-api/target/quarkus-app"))) {
            var speed = new Speed(installation, count, requests);
            speed.load();
            speed.measure();
            speed.measureTogether();
            speed.explain();
            speed.measureWriting();
        }
    }

    /// The index of words is made afterwards, as a restored backup makes it: in order, that takes a third of the time.
    private void load() throws Exception {
        try (var connection = installation.connect()) {
            if (number(connection, "select count(*) from posting") >= count) {
                postings.goOnAfter(count);
                return;
            }
            var begin = System.nanoTime();
            run(connection, "truncate source, posting, posting_search, search_word, search_day cascade");
            run(connection, "drop index posting_search_document");
            postings.writeSources(connection);
            for (var written = 0; written < count; written += LOADED_AT_ONCE) {
                postings.write(connection, Math.min(LOADED_AT_ONCE, count - written), count);
            }
            run(connection, "delete from posting_unjudged");
            run(connection, "set maintenance_work_mem = '1GB'");
            run(connection, "create index posting_search_document on posting_search using gin (document)");
            run(connection, "vacuum analyze");
            System.out.printf("%,d postings written and indexed in %.0f s%n", count, seconds(begin));
        }
    }

    private void measure() throws Exception {
        warmUp();
        var service = installation.serviceCpu();
        var database = installation.databaseCpu();
        System.out.printf("%-34s %8s %8s %8s %8s   (ms, one caller)%n", "", "p50", "p95", "p99", "most");
        for (var kind : Kinds.of(postings).entrySet()) {
            var millis = new double[requests];
            for (var i = 0; i < requests; i++) {
                var begin = System.nanoTime();
                installation.get(kind.getValue().get(i % kind.getValue().size()));
                millis[i] = seconds(begin) * 1_000;
            }
            print(kind.getKey(), millis);
        }
        var searches = requests * Kinds.of(postings).size();
        System.out.printf(
                Locale.ROOT,
                "processor time for a search: %.1f ms of the service, %.1f ms of PostgreSQL%n",
                installation.serviceCpu().minus(service).toNanos() / 1e6 / searches,
                installation.databaseCpu().minus(database).toNanos() / 1e6 / searches);
    }

    /// Every search twice: the compilers have seen the service's code then, and the caches the database's data.
    private void warmUp() throws Exception {
        for (var times = 0; times < 2; times++) {
            for (var search : Kinds.of(postings).values().stream().flatMap(List::stream).toList()) {
                installation.get(search);
            }
        }
    }

    private void measureTogether() throws Exception {
        var all = Kinds.of(postings).values().stream().flatMap(List::stream).toList();
        var millis = new double[requests * AT_ONCE];
        try (var callers = Executors.newFixedThreadPool(AT_ONCE)) {
            var calls = new ArrayList<Future<?>>();
            for (var i = 0; i < millis.length; i++) {
                var number = i;
                calls.add(
                        callers.submit(() -> {
                            var begin = System.nanoTime();
                            installation.get(all.get(number * 37 % all.size()));
                            millis[number] = seconds(begin) * 1_000;
                            return null;
                        }));
            }
            for (var call : calls) {
                call.get();
            }
        }
        print("all kinds, %d callers at once".formatted(AT_ONCE), millis);
    }

    private void explain() throws Exception {
        for (var path : List.of("/postings?q=engineer", "/postings?q=experience&country=NO", "/postings?q=kubernets")) {
            System.out.println("\n" + path);
            installation.plans(path).forEach(System.out::println);
        }
    }

    /// By the processor time of the server's process, which does not depend on who else is at work.
    private void measureWriting() throws Exception {
        try (var connection = installation.connect()) {
            connection.setAutoCommit(false);
            var with = written(connection);
            run(connection, "drop index posting_search_document");
            var withoutIndex = written(connection);
            run(connection, "alter table posting disable trigger posting_search_add");
            var without = written(connection);
            connection.rollback();
            System.out.printf(
                    Locale.ROOT,
                    "%nprocessor time for a posting written: %.2f ms, %.2f without the index of words, %.2f without any search%n",
                    with,
                    withoutIndex,
                    without);
        }
    }

    /// @return milliseconds for each
    private double written(Connection connection) throws Exception {
        var process = number(connection, "select pg_backend_pid()");
        var before = cpu(process);
        var savepoint = connection.setSavepoint();
        postings.write(connection, ADDED, count);
        var used = cpu(process).minus(before);
        connection.rollback(savepoint);
        return used.toNanos() / 1e6 / ADDED;
    }

    private static Duration cpu(long process) {
        return ProcessHandle.of(process).orElseThrow().info().totalCpuDuration().orElseThrow();
    }

    private static void print(String what, double[] millis) {
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "%-34s %8.1f %8.1f %8.1f %8.1f%n",
                what,
                millis[millis.length / 2],
                millis[millis.length * 95 / 100],
                millis[millis.length * 99 / 100],
                millis[millis.length - 1]);
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
