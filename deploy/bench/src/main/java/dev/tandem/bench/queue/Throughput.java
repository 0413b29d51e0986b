package dev.tandem.bench.queue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// How many scans that do nothing go the whole way in a second, from POST to the stored result, with few rows in the
/// tables and with very many; and how long one waits in an idle system. Prints what it saw.
///
/// Arguments: scans (5000), rows for the second measurement (1000000).
final class Throughput {

    private static final int CALLERS = 16;
    private static final int SINGLES = 300;
    private static final double SLOW_MILLIS = 200;

    private final Stage stage;
    private final AuditProcess service;

    private Throughput(Stage stage) throws IOException {
        this.stage = stage;
        this.service =
                stage.start(
                        "service",
                        "api,worker",
                        Map.of(
                                "AUDIT_RUN_STUB",
                                "PT0S",
                                "AUDIT_RUN_PLACES",
                                "16",
                                "AUDIT_DISPATCH_LEASE",
                                "PT60S",
                                "AUDIT_DISPATCH_HEARTBEAT",
                                "PT10S",
                                "JAVA_TOOL_OPTIONS",
                                "-Xmx512m"));
        service.awaitReady();
    }

    public static void main(String[] arguments) throws Exception {
        var scans = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5_000;
        var rows = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000;
        var root = Path.of(System.getProperty("tandem.root", ".")).toAbsolutePath().normalize();
        var folder = Files.createTempDirectory("tandem-throughput");
        try (var stage = Stage.open(folder, root.resolve("audit-api/target/quarkus-app"))) {
            stage.optimised();
            var bench = new Throughput(stage);
            bench.measure("warming", scans);
            bench.latency();
            bench.measure("one POST each", scans);
            bench.batch(scans);
            stage.postgres().run("delete from scan", "delete from batch");
            stage.forgetPromises();
            bench.fill(1_000);
            bench.measure("with 1,000 rows", scans);
            bench.fill(rows);
            bench.measure("with %,d rows".formatted(rows), scans);
            bench.latency();
            System.out.println(stage.violated().isEmpty() ? "nothing lost or doubled" : stage.violated());
        }
    }

    /// Many callers at once, each with one page per request.
    private void measure(String what, int scans) throws Exception {
        var before = cpu();
        var begin = System.nanoTime();
        var left = new AtomicInteger(scans);
        try (var client = new AuditClient(service::address, "default");
                var callers = Executors.newFixedThreadPool(CALLERS)) {
            for (var i = 0; i < CALLERS; i++) {
                callers.execute(() -> {
                    for (var n = left.getAndDecrement(); n > 0; n = left.getAndDecrement()) {
                        stage.promise(client.scan("http://host-" + n % 97 + ".example/"));
                    }
                });
            }
        }
        var accepted = Duration.ofNanos(System.nanoTime() - begin);
        stage.awaitAllEnded(Duration.ofMinutes(5));
        print(what, scans, begin, before);
        System.out.printf("%-24s accepted within %.1f s%n", "", accepted.toMillis() / 1e3);
    }

    /// One request with all pages.
    private void batch(int scans) throws Exception {
        var urls = new StringBuilder();
        for (var n = 0; n < scans; n++) {
            urls.append(n == 0 ? "" : ",")
                    .append("\"http://host-")
                    .append(n % 97)
                    .append(".example/")
                    .append(n)
                    .append('"');
        }
        var before = cpu();
        var begin = System.nanoTime();
        try (var client = new AuditClient(service::address, "default")) {
            var status = client.post("/batches", "{\"urls\": [" + urls + "], \"engines\": [\"AXE\"]}");
            if (status != 202) {
                throw new IOException("POST /batches answered " + status);
            }
        }
        stage.awaitAllEnded(Duration.ofMinutes(5));
        print("one batch", scans, begin, before);
    }

    private void print(String what, int scans, long begin, double cpuBefore) throws Exception {
        var seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
                "%-24s %d scans in %.1f s: %.0f a second; %.2f ms of the service's processor time each%n",
                what, scans, seconds, scans / seconds, (cpu() - cpuBefore) * 1e3 / scans);
    }

    private double cpu() {
        return service.cpu().toMillis() / 1e3;
    }

    /// From the stored request to the claim, one scan at a time in an idle system.
    private void latency() throws Exception {
        List<Double> millis = new ArrayList<>();
        try (var client = new AuditClient(service::address, "default")) {
            for (var n = 0; n < SINGLES; n++) {
                var scan = stage.promise(client.scan("http://single.example/"));
                stage.awaitState(scan, "COMPLETED");
                millis.add(millis(scan, "started_at - created_at"));
                if (millis.getLast() > SLOW_MILLIS) {
                    System.out.printf(
                            "%-24s one was slow: admitted after %.1f ms, started after %.1f ms%n",
                            "", millis(scan, "pushed_at - created_at"), millis.getLast());
                }
            }
        }
        millis.sort(null);
        System.out.printf(
                "%-24s from accepted to started: p50 %.1f ms, p99 %.1f ms, longest %.1f ms (%d scans)%n",
                "idle", millis.get(SINGLES / 2), millis.get(SINGLES * 99 / 100), millis.getLast(), SINGLES);
    }

    private double millis(UUID scan, String interval) throws Exception {
        return Double.parseDouble(
                stage.postgres()
                        .ask(
                                "select extract(epoch from %s) * 1000 from scan where id = '%s'"
                                        .formatted(interval, scan)));
    }

    /// Scans of other days, completed, with their results and findings.
    private void fill(int rows) throws Exception {
        stage.postgres()
                .run(
                        """
                        insert into scan (id, tenant, url, host, engines, device, state, request_hash, epoch, attempts,
                                          completed_epoch, created_at, started_at, finished_at)
                        select gen_random_uuid(), 'tenant-' || n %% 100, 'http://old.example/', 'old.example', '{AXE}',
                               'DESKTOP', 'COMPLETED', '', 1, 1, 1, now() - interval '30 days', now(), now()
                          from generate_series(1, %d) n\
                        """
                                .formatted(rows),
                        """
                        insert into scan_result (scan_id, epoch, engines)
                        select id, 1, '[]' from scan s where host = 'old.example' and not exists
                          (select from scan_result r where r.scan_id = s.id)\
                        """,
                        """
                        insert into scan_attempt (scan_id, epoch, worker, ended_at, outcome)
                        select id, 1, 'w', now(), 'COMPLETED' from scan s where host = 'old.example' and not exists
                          (select from scan_attempt r where r.scan_id = s.id)\
                        """,
                        """
                        insert into finding (scan_id, ordinal, epoch, fingerprint, code, sources, severity, certainty,
                                             title, message, success_criteria, target, selector, context)
                        select id, 1, 1, repeat('0', 64), 'old', '[]', 'MINOR', 'VIOLATION', 'Found under epoch 1',
                               'No page was looked at.', '{}', '[]', 'html', '<html>'
                          from scan s where host = 'old.example' and not exists
                          (select from finding r where r.scan_id = s.id)\
                        """,
                        "analyze");
    }
}
