package dev.tandem.bench.jobs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Polls the same 49 boards by five designs, one after the other, and prints what each poll took beside what no poll
/// can be faster than. Boards answer after 300 ms, the database is 40 ms away and back.
///
/// Arguments: `--rungs` and `--scenarios`, each with names and commas between them; all unless given. A scenario that
/// is left out is prepared without any latency where a later one needs it, and not printed.
final class Ladder {

    private static final int LATENCY = 300;
    private static final Duration ROUND_TRIP = Duration.ofMillis(40);
    private static final int DESCRIPTION = 7_000;

    private final List<StandInBoard> boards = StandInBoard.all(1);
    private final int postings = boards.stream().mapToInt(StandInBoard::postings).sum();
    private final Set<Scenario> scenarios;
    private final StandInProcess standIn;

    private Ladder(Set<Scenario> scenarios, StandInProcess standIn) {
        this.scenarios = scenarios;
        this.standIn = standIn;
    }

    public static void main(String[] arguments) throws Exception {
        var rungs = chosen(arguments, "--rungs", Rung::named, EnumSet.allOf(Rung.class));
        var scenarios = chosen(arguments, "--scenarios", Scenario::named, EnumSet.allOf(Scenario.class));
        var folder = Files.createTempDirectory("tandem-ladder");
        try (var standIn = StandInProcess.start(1, DESCRIPTION, true)) {
            var ladder = new Ladder(scenarios, standIn);
            scenarios.forEach(ladder::printFloor);
            System.out.println();
            System.out.println(Measured.HEAD);
            for (var rung : rungs) {
                ladder.climb(rung, folder.resolve(rung.toString()));
            }
        }
        System.out.println("Logs are in " + folder);
    }

    private static <T> Set<T> chosen(String[] arguments, String option, Function<String, T> named, Set<T> all) {
        var at = Arrays.asList(arguments).indexOf(option);
        return at < 0
                ? all
                : Stream.of(arguments[at + 1].split(","))
                        .map(named)
                        .collect(Collectors.toCollection(java.util.TreeSet::new));
    }

    private Floor floor(Scenario scenario) {
        return Floor.of(boards, scenario.day(), scenario.seen(), LATENCY);
    }

    private void printFloor(Scenario scenario) {
        System.out.printf("%s: %s%n", scenario, floor(scenario));
    }

    private void climb(Rung rung, Path folder) throws Exception {
        var last = scenarios.stream().max(Scenario::compareTo).orElseThrow();
        try (var bench = new Bench(rung, standIn, boards, folder)) {
            for (var scenario : Scenario.values()) {
                if (scenarios.contains(scenario)) {
                    var measured = bench.poll(scenario.day(), LATENCY, ROUND_TRIP);
                    System.out.println(measured.row(rung.toString(), scenario.toString(), floor(scenario).seconds()));
                    print(measured.complaint(postings));
                } else if (scenario.compareTo(last) < 0) {
                    print(bench.poll(scenario.day(), 0, Duration.ZERO).complaint(postings));
                }
            }
        }
    }

    private static void print(String complaint) {
        if (!complaint.isEmpty()) {
            System.out.println("            NOT AS IT SHOULD BE: " + complaint);
        }
    }
}
