package dev.tandem.audit.witness;

import dev.tandem.audit.issue.Certainty;
import dev.tandem.audit.issue.Finding;
import dev.tandem.audit.issue.Stability;
import dev.tandem.audit.scan.SecondLook;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The findings that last.
///
/// @param findings in the order of the first look
/// @param again what the second look found, empty when there was none
/// @param look what became of them
public record Steadiness(List<Finding> findings, List<Finding> again, SecondLook look) {

    /// What an element is known by to style sheets and scripts, and not to a reader.
    private static final Pattern NAMES = Pattern.compile(" (class|id|style)=\"[^\"]*\"");

    public Steadiness {
        findings = List.copyOf(findings);
        again = List.copyOf(again);
    }

    /// Of a page that has not moved: a second look would find the same.
    public static Steadiness unmoved(List<Finding> findings) {
        return new Steadiness(findings, List.of(), new SecondLook(false, findings.size(), 0, 0));
    }

    /// Of a page that has moved. An element whose names have changed meanwhile, as when `is-loading` is taken from it,
    /// has the barrier that it had, and is told by its later names.
    ///
    /// @param first what was found
    /// @param again what was found there later
    public static Steadiness of(List<Finding> first, List<Finding> again) {
        var later = byPlace(again);
        var renamed = renamed(first, again);
        var kept = new ArrayList<Finding>();
        for (var finding : first) {
            var certainty = later.get(finding.fingerprint());
            if (certainty != null) {
                kept.add(seenTwice(finding, finding.certainty(), certainty));
            } else {
                var now = renamed.getOrDefault(nameless(finding), new ArrayDeque<>()).poll();
                if (now != null) {
                    kept.add(seenTwice(now, finding.certainty(), now.certainty()));
                }
            }
        }
        var unstable = (int) kept.stream().filter(finding -> finding.stability() == Stability.UNSTABLE).count();
        var dropped = first.size() - kept.size();
        return new Steadiness(kept, again, new SecondLook(true, kept.size() - unstable, unstable, dropped));
    }

    private static Finding seenTwice(Finding finding, Certainty first, Certainty later) {
        return first == later
                ? finding.seenAgain(later, Stability.CONFIRMED)
                : finding.seenAgain(Certainty.NEEDS_REVIEW, Stability.UNSTABLE);
    }

    /// What is new, by rule and element.
    private static Map<String, Deque<Finding>> renamed(List<Finding> first, List<Finding> again) {
        var known = byPlace(first);
        return again.stream()
                .filter(finding -> !known.containsKey(finding.fingerprint()))
                .collect(Collectors.groupingBy(Steadiness::nameless, Collectors.toCollection(ArrayDeque::new)));
    }

    private static String nameless(Finding finding) {
        return finding.code() + " " + NAMES.matcher(finding.context()).replaceAll("");
    }

    /// Where two findings share a fingerprint, the surer one counts.
    private static Map<String, Certainty> byPlace(List<Finding> findings) {
        var byPlace = new HashMap<String, Certainty>();
        findings.forEach(finding ->
                byPlace.merge(finding.fingerprint(), finding.certainty(), (a, b) -> a.compareTo(b) < 0 ? a : b));
        return byPlace;
    }
}
