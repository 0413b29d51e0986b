package dev.tandem.audit.run;

import dev.tandem.audit.issue.Finding;
import dev.tandem.audit.scan.Engine;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Counts what engines find in the ACT test cases, and prints it.
final class ActTable {

    private static final Set<Engine> EVERYBODY = EnumSet.of(Engine.AXE, Engine.ACCESSLINT, Engine.TANDEM);

    private static final Map<String, Set<Engine>> ROWS = new LinkedHashMap<>();

    static {
        ROWS.put("axe-core alone", EnumSet.of(Engine.AXE));
        ROWS.put("AccessLint alone", EnumSet.of(Engine.ACCESSLINT));
        ROWS.put("both, merged", EnumSet.of(Engine.AXE, Engine.ACCESSLINT));
        ROWS.put("merged, with our own checks", EVERYBODY);
    }

    private final List<ActCases.Case> cases;
    private final Map<String, List<Finding>> findings;
    private final ActRules rules;

    ActTable(List<ActCases.Case> cases, Map<String, List<Finding>> findings, ActRules rules) {
        this.cases = cases;
        this.findings = findings;
        this.rules = rules;
    }

    /// Cases that fail and are found.
    long found(boolean approvedOnly, Set<Engine> engines) {
        return count(approvedOnly, true, item -> isFound(item, engines));
    }

    /// Cases that pass, or that a rule does not apply to, and are found all the same.
    long alarms(boolean approvedOnly, Set<Engine> engines) {
        return count(approvedOnly, false, item -> isFound(item, engines));
    }

    private long count(boolean approvedOnly, boolean fails, Predicate<ActCases.Case> wanted) {
        return cases.stream()
                .filter(item -> item.fails() == fails && (item.approved() || !approvedOnly))
                .filter(wanted)
                .count();
    }

    private boolean isFound(ActCases.Case item, Set<Engine> engines) {
        return rules.fails(item.rule(), findings.getOrDefault(item.path(), List.of()), engines);
    }

    private boolean isFoundByCriterion(ActCases.Case item, Set<Engine> engines) {
        return ActRules.failsCriterion(item.requirements(), findings.getOrDefault(item.path(), List.of()), engines);
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        print(text, "approved", true);
        if (cases.stream().anyMatch(item -> !item.approved())) {
            print(text, "all", false);
        }
        return text.append(rest()).toString();
    }

    private void print(StringBuilder text, String title, boolean approvedOnly) {
        var fails = count(approvedOnly, true, item -> true);
        var passes = count(approvedOnly, false, item -> true);
        text.append("%n%-30s %16s %16s   by criterion%n".formatted(title, "found of " + fails, "alarms of " + passes));
        ROWS.forEach((name, engines) ->
                text.append(
                        "%-30s %16d %16d   %d, %d%n"
                                .formatted(
                                        name,
                                        found(approvedOnly, engines),
                                        alarms(approvedOnly, engines),
                                        count(approvedOnly, true, item -> isFoundByCriterion(item, engines)),
                                        count(approvedOnly, false, item -> isFoundByCriterion(item, engines)))));
    }

    private String rest() {
        return "%nmissed%n%s%nfalse alarms%n%s%n"
                .formatted(
                        list(true, item -> !isFound(item, EVERYBODY)), list(false, item -> isFound(item, EVERYBODY)));
    }

    private String list(boolean fails, Predicate<ActCases.Case> wanted) {
        return cases.stream()
                .filter(item -> item.fails() == fails)
                .filter(wanted)
                .map(item -> "  " + item.path())
                .collect(Collectors.joining("\n"));
    }
}
