package dev.tandem.audit.witness;

import dev.tandem.audit.issue.Certainty;
import dev.tandem.audit.issue.Finding;
import dev.tandem.audit.issue.Stability;
import dev.tandem.audit.scan.SecondLook;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The findings that last.
///
/// @param findings in the order of the first look
/// @param again what the second look found, empty when there was none
/// @param look what became of them
public record Steadiness(List<Finding> findings, List<Finding> again, SecondLook look) {

    public Steadiness {
        findings = List.copyOf(findings);
        again = List.copyOf(again);
    }

    /// Of a page that has not moved: a second look would find the same.
    public static Steadiness unmoved(List<Finding> findings) {
        return new Steadiness(findings, List.of(), new SecondLook(false, findings.size(), 0, 0));
    }

    /// Of a page that has moved.
    ///
    /// @param first what was found
    /// @param again what was found there later
    public static Steadiness of(List<Finding> first, List<Finding> again) {
        var later = byPlace(again);
        var kept = new ArrayList<Finding>();
        var unstable = 0;
        for (var finding : first) {
            var certainty = later.get(finding.fingerprint());
            if (certainty == finding.certainty()) {
                kept.add(finding.seenAgain(certainty, Stability.CONFIRMED));
            } else if (certainty != null) {
                unstable++;
                kept.add(finding.seenAgain(Certainty.NEEDS_REVIEW, Stability.UNSTABLE));
            }
        }
        var dropped = first.size() - kept.size();
        return new Steadiness(kept, again, new SecondLook(true, kept.size() - unstable, unstable, dropped));
    }

    /// Where two findings share a fingerprint, the surer one counts.
    private static Map<String, Certainty> byPlace(List<Finding> findings) {
        var byPlace = new HashMap<String, Certainty>();
        findings.forEach(finding ->
                byPlace.merge(finding.fingerprint(), finding.certainty(), (a, b) -> a.compareTo(b) < 0 ? a : b));
        return byPlace;
    }
}
