package dev.tandem.bench.audit;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/// Thousands of audits, a part of them of pages that hang, crash, never stay or lie, and what is left afterwards:
/// processes, ports, files, folders, megabytes. Prints what it saw.
///
/// Arguments: scans (2000), pages at once (4).
final class Leaks {

    private static final int WARM_UP = 200;
    private static final Duration REST = Duration.ofSeconds(20);

    /// One of the hostile pages comes after so many ordinary ones.
    private static final int HOSTILE_EVERY = 10;

    private Leaks() {}

    public static void main(String[] arguments) throws Exception {
        var scans = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2_000;
        var slots = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 4;
        var tools = Tools.find();
        var site = new TreeMap<>(OrdinaryPages.all());
        site.putAll(HostilePages.all());
        var temporary = Files.createTempDirectory("tandem-leaks");
        var settings =
                Map.of(
                        "AUDIT_BROWSER_VISIT", "8s",
                        "AUDIT_BROWSER_QUIET", "2s",
                        "AUDIT_DISPATCH_BACKOFF", "100ms",
                        // So that what is counted afterwards does not depend on how many browsers were needed last.
                        "AUDIT_BROWSER_IDLE", "5s",
                        "TMPDIR", temporary.toString(),
                        "JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary);
        measure(tools, site, slots, scans, temporary, settings);
        System.out.printf("%d files and folders left when the service has ended%n", within(temporary));
    }

    private static void measure(
            Tools tools, Map<String, String> site, int slots, int scans, Path temporary, Map<String, String> settings)
            throws Exception {
        try (var server = new PageServer(site);
                var service = new OurService(tools, slots, List.of("AXE"), settings)) {
            HostilePages.serve(server.server());
            var ordinary = server.urls(List.copyOf(OrdinaryPages.all().keySet()));
            var hostile = server.urls(HostilePages.paths());
            System.out.println(Left.header());
            run(service, mixed(ordinary, hostile, WARM_UP));
            var before = Left.of(service.handle(), temporary);
            System.out.println(before.line("after " + WARM_UP));
            var start = System.nanoTime();
            var ends = run(service, mixed(ordinary, hostile, scans));
            var minutes = Duration.ofNanos(System.nanoTime() - start).toMillis() / 60_000.0;
            System.out.println(Left.of(service.handle(), temporary).line("after %d more".formatted(scans)));
            System.out.printf("%.1f minutes, %.0f scans a minute; %s%n", minutes, scans / minutes, ends);
        }
    }

    private static List<URI> mixed(List<URI> ordinary, List<URI> hostile, int scans) {
        var pages = new ArrayList<URI>();
        for (var n = 0; n < scans; n++) {
            pages.add(
                    n % HOSTILE_EVERY == HOSTILE_EVERY - 1
                            ? hostile.get(n / HOSTILE_EVERY % hostile.size())
                            : ordinary.get(n % ordinary.size()));
        }
        return pages;
    }

    /// @return how many scans ended how, and then waits a while for what is closed in the background
    private static Map<String, Integer> run(OurService service, List<URI> pages) throws Exception {
        var ends = new ConcurrentSkipListMap<String, Integer>();
        service.all(pages, (url, scan) -> ends.merge(service.end(scan), 1, Integer::sum));
        Thread.sleep(REST);
        return ends;
    }

    /// Whatever lies in it, at any depth, but for the empty folders that everything is put into.
    private static long within(Path temporary) throws IOException {
        try (var entries = Files.walk(temporary)) {
            return entries.filter(entry -> entry.getNameCount() > temporary.getNameCount() + 1).count();
        }
    }

    /// What a service holds.
    ///
    /// @param temporary files and folders, as [#within] counts them
    private record Left(long processes, long files, long listening, long temporary, long threads, long megabytes) {

        static Left of(ProcessHandle service, Path temporary) throws IOException {
            var proc = Path.of("/proc", Long.toString(service.pid()));
            var status = Files.readAllLines(proc.resolve("status"));
            var threads =
                    status.stream()
                            .filter(line -> line.startsWith("Threads:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
                            .sum();
            return new Left(
                    service.descendants().count(),
                    count(proc.resolve("fd")),
                    listening(proc),
                    within(temporary),
                    threads,
                    ProcessTree.megabytes(service));
        }

        private static long count(Path folder) throws IOException {
            try (Stream<Path> entries = Files.list(folder)) {
                return entries.count();
            }
        }

        /// Sockets of this process that listen, by the kernel's table.
        private static long listening(Path proc) throws IOException {
            var own = new ArrayList<String>();
            try (var files = Files.list(proc.resolve("fd"))) {
                for (var file : files.toList()) {
                    if (Files.isSymbolicLink(file)) {
                        own.add(Files.readSymbolicLink(file).toString());
                    }
                }
            }
            return Files.readAllLines(proc.resolve("net/tcp")).stream()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(fields -> fields.length > 9 && fields[3].equals("0A"))
                    .filter(fields -> own.contains("socket:[" + fields[9] + "]"))
                    .count();
        }

        static String header() {
            return "%-20s %10s %8s %10s %10s %8s %8s"
                    .formatted("", "processes", "files", "listening", "temporary", "threads", "PSS MB");
        }

        String line(String name) {
            return "%-20s %10d %8d %10d %10d %8d %8d"
                    .formatted(name, processes, files, listening, temporary, threads, megabytes);
        }
    }
}
