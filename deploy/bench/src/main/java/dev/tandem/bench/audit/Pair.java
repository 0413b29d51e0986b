package dev.tandem.bench.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// How long a scan takes with Lighthouse alone, and with axe beside it, one after the other in turns, so that a machine
/// that gets slower is slower for both. Prints what it saw.
///
/// Arguments: rounds (5).
final class Pair {

    private static final String PAGE = "/category/3";
    private static final double WANTED = 1.1;

    private Pair() {}

    public static void main(String[] arguments) throws Exception {
        var rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        var tools = Tools.find();
        try (var server = new PageServer(OrdinaryPages.all());
                var service = new OurService(tools, 2, List.of(), Map.of())) {
            var page = server.urls(List.of(PAGE)).getFirst();
            var asked = List.of(List.of("LIGHTHOUSE"), List.of("AXE", "LIGHTHOUSE"), List.of("AXE"));
            var millis = new TreeMap<String, List<Long>>();
            // The first round warms worker, browsers and compilers.
            for (var round = 0; round <= rounds; round++) {
                for (var engines : asked) {
                    var scan = service.scan(page, engines);
                    if (round > 0) {
                        millis.computeIfAbsent(engines.toString(), _ -> new ArrayList<>()).add(scan.millis());
                    }
                }
            }
            millis.forEach(
                    (engines, times) -> System.out.printf("%-20s p50 %d ms %s%n", engines, median(times), times));
            var ratio =
                    (double) median(Objects.requireNonNull(millis.get("[AXE, LIGHTHOUSE]")))
                            / median(Objects.requireNonNull(millis.get("[LIGHTHOUSE]")));
            System.out.printf("both take %.2f times Lighthouse alone (wanted: %.1f at most)%n", ratio, WANTED);
        }
    }

    private static long median(List<Long> times) {
        return times.stream().sorted().skip(times.size() / 2).findFirst().orElseThrow();
    }
}
