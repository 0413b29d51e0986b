package dev.tandem.bench.audit;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a contender did.
///
/// @param seconds from the first page to the last, the start left out
/// @param millis of each page
/// @param peak the most memory that its processes took, in megabytes
/// @param found how many places each rule was broken at, by page and rule; a page that is audited again counts once
record Measured(String name, int pages, double seconds, List<Double> millis, long peak, Map<String, Integer> found) {

    Measured {
        millis = millis.stream().sorted().toList();
        found = Map.copyOf(found);
    }

    /// Several turns of one contender.
    static Measured together(List<Measured> turns) {
        return new Measured(
                turns.getFirst().name(),
                turns.stream().mapToInt(Measured::pages).sum(),
                turns.stream().mapToDouble(Measured::seconds).sum(),
                turns.stream().flatMap(turn -> turn.millis().stream()).toList(),
                turns.stream().mapToLong(Measured::peak).max().orElse(0),
                turns.getFirst().found());
    }

    double perMinute() {
        return pages * 60 / seconds;
    }

    int findings() {
        return found.values().stream().mapToInt(Integer::intValue).sum();
    }

    /// How many of the other's pages and rules are here too, in percent.
    double covers(Measured other) {
        var both = other.found.keySet().stream().filter(found::containsKey).count();
        return other.found.isEmpty() ? 100 : 100.0 * both / other.found.size();
    }

    double median() {
        return millis.get(millis.size() / 2);
    }

    String line() {
        return "%-40s %8.1f %9s %9s %8d %9d"
                .formatted(name, perMinute(), percentile(50), percentile(95), peak, findings());
    }

    static String header() {
        return "%-40s %8s %9s %9s %8s %9s".formatted("", "pages/min", "p50 ms", "p95 ms", "PSS MB", "findings");
    }

    private String percentile(int percent) {
        return millis.isEmpty() ? "-" : "%.0f".formatted(millis.get((millis.size() - 1) * percent / 100));
    }

    /// Counts once for each page what was found there.
    static Map<String, Integer> counted(Map<String, List<String>> rulesByPage) {
        var found = new TreeMap<String, Integer>();
        rulesByPage.forEach((page, rules) -> rules.forEach(rule -> found.merge(page + " " + rule, 1, Integer::sum)));
        return found;
    }
}
