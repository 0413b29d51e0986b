package dev.tandem.audit.run;

import dev.tandem.audit.issue.Certainty;
import dev.tandem.audit.issue.Finding;
import dev.tandem.audit.issue.Severity;
import dev.tandem.audit.scan.Engine;
import dev.tandem.audit.scan.EngineRun;
import dev.tandem.audit.scan.Receipt;
import dev.tandem.audit.scan.ScanError;
import dev.tandem.audit.scan.ScanResult;
import dev.tandem.audit.scan.Summary;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

/// What the engines' answers make together.
sealed interface Outcome {

    /// At least one engine succeeded.
    record Done(ScanResult result, List<Finding> findings) implements Outcome {}

    /// None did.
    record Failed(ScanError error) implements Outcome {}

    /// @param answers one for each engine that was asked, at least one
    static Outcome of(List<EngineAnswer> answers) {
        var failures = all(answers, EngineAnswer.Failure.class).toList();
        if (failures.size() == answers.size()) {
            // axe's browser sees more of why a page can't be loaded than Lighthouse tells.
            return new Failed(
                    failures.stream()
                            .min(Comparator.comparing(failure -> failure.engine() == Engine.AXE ? 0 : 1))
                            .orElseThrow()
                            .error());
        }
        var axe = all(answers, EngineAnswer.Accessibility.class).findFirst();
        var lighthouse = all(answers, EngineAnswer.Lighthouse.class).findFirst();
        var runs = answers.stream().sorted(Comparator.comparing(EngineAnswer::engine)).map(Outcome::run).toList();
        var result =
                new ScanResult(
                        axe.map(EngineAnswer.Accessibility::receipt).orElse(null),
                        axe.map(answer -> summary(answer.findings(), answer.receipt())).orElse(null),
                        runs,
                        lighthouse.map(EngineAnswer.Lighthouse::report).orElse(null));
        return new Done(result, axe.map(EngineAnswer.Accessibility::findings).orElse(List.of()));
    }

    private static <A extends EngineAnswer> Stream<A> all(List<EngineAnswer> answers, Class<A> kind) {
        return answers.stream().filter(kind::isInstance).map(kind::cast);
    }

    private static EngineRun run(EngineAnswer answer) {
        return switch (answer) {
            case EngineAnswer.Accessibility axe ->
                    new EngineRun(axe.engine(), EngineRun.Outcome.SUCCEEDED, axe.version(), axe.millis(), null);
            case EngineAnswer.Lighthouse lighthouse ->
                    new EngineRun(
                            lighthouse.engine(),
                            EngineRun.Outcome.SUCCEEDED,
                            lighthouse.version(),
                            lighthouse.millis(),
                            null);
            case EngineAnswer.Failure failure ->
                    new EngineRun(failure.engine(), EngineRun.Outcome.FAILED, null, failure.millis(), failure.error());
        };
    }

    /// Clean is said only of a page that was really seen.
    private static Summary summary(List<Finding> findings, Receipt receipt) {
        var violations = findings.stream().filter(finding -> finding.certainty() == Certainty.VIOLATION).toList();
        var bySeverity = new LinkedHashMap<String, Integer>();
        for (var severity : Severity.values()) {
            bySeverity.put(
                    severity.name(),
                    (int) violations.stream().filter(finding -> finding.severity() == severity).count());
        }
        var clean = violations.isEmpty() && receipt.verdict() == Receipt.Verdict.SEEN;
        return new Summary(violations.size(), bySeverity, findings.size() - violations.size(), clean);
    }
}
