package dev.tandem.audit.dashboard;

import dev.tandem.audit.issue.Certainty;
import dev.tandem.audit.issue.Finding;
import dev.tandem.audit.issue.Severity;
import dev.tandem.audit.scan.Receipt;
import dev.tandem.audit.scan.ScanView;
import dev.tandem.audit.scan.Summary;
import dev.tandem.common.page.Page;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A completed scan with one page of its findings.
///
/// @param first whether this is the first page of findings
/// @param counts barriers by severity; empty while unknown, which is not zero
/// @param next the cursor of the next page of findings, null on the last one
record ScanReport(
        Setup setup,
        boolean first,
        Verdict verdict,
        List<Count> counts,
        List<Failure> failures,
        @Nullable LighthouseScores lighthouse,
        List<RuleGroup> barriers,
        List<RuleGroup> review,
        @Nullable String next,
        List<Fact> facts,
        @Nullable Moment finished) {

    /// How many barriers there are of a severity.
    record Count(int number, Tone tone) {}

    /// Something that the receipt proves.
    record Fact(String name, String value) {}

    static ScanReport of(ScanView scan, Page<Finding> page, boolean first) {
        return new ScanReport(
                Setup.of(scan),
                first,
                Verdict.of(scan),
                counts(scan.summary()),
                scan.engines().stream().map(Failure::of).filter(Objects::nonNull).toList(),
                LighthouseScores.from(scan.lighthouse()),
                RuleGroup.of(page.items(), Certainty.VIOLATION),
                RuleGroup.of(page.items(), Certainty.NEEDS_REVIEW),
                page.next(),
                facts(scan),
                Moment.of(scan.finishedAt()));
    }

    private static List<Count> counts(@Nullable Summary summary) {
        return summary == null
                ? List.of()
                : Arrays.stream(Severity.values())
                        .map(severity -> count(summary.bySeverity().getOrDefault(severity.name(), 0), severity))
                        .toList();
    }

    /// Nought is no colour: only what was found is toned.
    private static Count count(int number, Severity severity) {
        var tone = Tone.of(severity);
        return new Count(number, number == 0 ? new Tone(tone.word(), "") : tone);
    }

    private static List<Fact> facts(ScanView scan) {
        var facts = new ArrayList<Fact>();
        var receipt = scan.receipt();
        if (receipt != null) {
            addAll(facts, receipt);
        }
        for (var run : scan.engines()) {
            if (run.version() != null) {
                facts.add(
                        new Fact(
                                Names.engine(run.engine().name()),
                                "version " + run.version() + ", " + Names.duration(run.millis())));
            }
        }
        if (scan.startedAt() != null && scan.finishedAt() != null) {
            var millis = Duration.between(scan.startedAt(), scan.finishedAt()).toMillis();
            facts.add(new Fact("Time altogether", Names.duration(millis)));
        }
        return facts;
    }

    private static void addAll(List<Fact> facts, Receipt receipt) {
        if (receipt.because() != null) {
            facts.add(new Fact("Judged by", receipt.because()));
        }
        facts.add(new Fact("Title", receipt.title().isBlank() ? "none" : receipt.title()));
        facts.add(new Fact("Final address", receipt.finalUrl()));
        if (!receipt.redirects().isEmpty()) {
            facts.add(new Fact("Redirected from", String.join(", ", receipt.redirects())));
        }
        facts.add(new Fact("HTTP status", receipt.status() == null ? "none" : receipt.status().toString()));
        facts.add(new Fact("Elements on the page", Long.toString(receipt.domSize())));
        if (receipt.framesNotTested() > 0) {
            facts.add(new Fact("Frames not tested", Integer.toString(receipt.framesNotTested())));
        }
        if (!receipt.blocked().isEmpty()) {
            facts.add(new Fact("Requests refused by the proxy", String.join(", ", receipt.blocked().keySet())));
        }
        var requests = receipt.requests();
        if (requests.failed() > 0) {
            facts.add(new Fact("Requests that failed", requests.failed() + " of " + requests.sent()));
        }
        facts.add(new Fact("When it was looked at", Names.readiness(receipt.readiness())));
        if (receipt.secondLook().dropped() > 0) {
            facts.add(new Fact("Gone at the second look", Integer.toString(receipt.secondLook().dropped())));
        }
        facts.add(new Fact("Browser", receipt.browser()));
    }
}
