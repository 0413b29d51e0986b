package dev.tandem.audit.run;

import dev.tandem.audit.browser.Visit;
import dev.tandem.audit.egress.EgressVerdict;
import dev.tandem.audit.engine.PageReport;
import dev.tandem.audit.scan.Engine;
import dev.tandem.audit.scan.EngineRun;
import dev.tandem.audit.scan.Readiness;
import dev.tandem.audit.scan.Receipt;
import dev.tandem.audit.scan.SecondLook;
import dev.tandem.audit.witness.Attendance;
import dev.tandem.audit.witness.Judgement;
import dev.tandem.audit.witness.PageFacts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Writes down what a visit has seen.
final class ReceiptWriter {

    private final Visit visit;
    private final Attendance attendance;
    private final Phases phases;
    private final String finalUrl;

    ReceiptWriter(Visit visit, Attendance attendance, Phases phases) {
        this.visit = visit;
        this.attendance = attendance;
        this.phases = phases;
        this.finalUrl = visit.page().url();
    }

    /// Of a page that stayed while it was looked at.
    Receipt seen(Judgement judgement, PageFacts facts, PageReport report, Readiness readiness, SecondLook secondLook) {
        var document = attendance.document();
        return new Receipt(
                finalUrl,
                attendance.redirects(),
                document.status() == 0 ? null : document.status(),
                document.contentType(),
                facts.title(),
                judgement.verdict(),
                judgement.because(),
                facts.textLength(),
                facts.domSize(),
                report.framesTested(),
                report.framesNotTested(),
                refused(),
                visit.trackers(),
                attendance.requests(),
                visit.browser(),
                readiness,
                secondLook,
                phases.millis());
    }

    /// Of a page that was another one whenever it was looked at: nothing that was found belongs to any of them.
    EngineAnswer wentAway(Set<Engine> asked) {
        var nothing = new PageFacts("", "", "", "", 0, 0, 0, 0, 0, true, 0, 0, List.of(), List.of(), 0, "");
        var runs =
                asked.stream()
                        .sorted()
                        .map(engine -> new EngineRun(engine, EngineRun.Outcome.SUCCEEDED, null, phases.total(), null))
                        .toList();
        var report = new PageReport(runs, List.of(), 0, 1);
        var receipt = seen(Judgement.navigatedAway(), nothing, report, Readiness.NONE, SecondLook.NONE);
        return new EngineAnswer.Accessibility(runs, List.of(), receipt);
    }

    private Map<String, String> refused() {
        var refused = new LinkedHashMap<String, String>();
        for (EgressVerdict verdict : visit.egress().report().verdicts().values()) {
            refused.putIfAbsent(verdict.host(), verdict.code());
        }
        return refused;
    }
}
