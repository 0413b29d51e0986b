package dev.tandem.audit.dashboard;

import dev.tandem.audit.issue.Certainty;
import dev.tandem.audit.issue.Finding;
import dev.tandem.audit.issue.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// All places that break the same rule.
///
/// @param severity the worst of them
/// @param criteria the WCAG success criteria as one text, null for a best practice
/// @param shown the first places
/// @param folded the others, which are shown on request
record RuleGroup(
        String code,
        String title,
        Tone severity,
        @Nullable String criteria,
        @Nullable String helpUrl,
        List<Finding> shown,
        List<Finding> folded) {

    private static final int SHOWN = 3;

    /// In the order of the findings, which is the worst first.
    static List<RuleGroup> of(List<Finding> findings, Certainty certainty) {
        var rules = new LinkedHashMap<String, List<Finding>>();
        for (var finding : findings) {
            if (finding.certainty() == certainty) {
                rules.computeIfAbsent(finding.code(), code -> new ArrayList<>()).add(finding);
            }
        }
        return rules.values().stream().map(RuleGroup::group).toList();
    }

    private static RuleGroup group(List<Finding> places) {
        var first = places.getFirst();
        var cut = Math.min(SHOWN, places.size());
        return new RuleGroup(
                first.code(),
                first.title(),
                Tone.of(first.severity()),
                first.successCriteria().isEmpty() ? null : String.join(", ", first.successCriteria()),
                first.helpUrl(),
                List.copyOf(places.subList(0, cut)),
                List.copyOf(places.subList(cut, places.size())));
    }

    /// Who says so, and who would have had to say so and does not, in one line.
    public String saidBy(Finding place) {
        var said = names(place.sources());
        if (!place.disputed()) {
            return "found by " + said;
        }
        return "found by "
                + said
                + "; "
                + (place.dissent().isEmpty() ? "not all are sure" : "passed by " + names(place.dissent()));
    }

    private static String names(List<Source> sources) {
        return sources.stream().map(Names::source).distinct().collect(Collectors.joining(", "));
    }

    public String places() {
        return Names.count((long) shown.size() + folded.size(), "place", "places");
    }

    public String more() {
        return Names.count(folded.size(), "more place", "more places");
    }
}
