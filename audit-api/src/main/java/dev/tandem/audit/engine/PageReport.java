package dev.tandem.audit.engine;

import dev.tandem.audit.issue.Finding;
import dev.tandem.audit.scan.EngineRun;
import java.util.List;

/// What the engines say of a page.
///
/// @param runs what became of each engine that was asked
/// @param findings merged, the worst first
/// @param framesTested frames that an engine looked into, the page itself among them
/// @param framesNotTested frames that none looked into; what is within those is not counted
public record PageReport(List<EngineRun> runs, List<Finding> findings, int framesTested, int framesNotTested) {

    public PageReport {
        runs = List.copyOf(runs);
        findings = List.copyOf(findings);
    }
}
