package dev.tandem.audit.run;

import dev.tandem.audit.issue.Certainty;
import dev.tandem.audit.issue.Finding;
import dev.tandem.audit.issue.Severity;
import dev.tandem.audit.scan.EngineRun;
import dev.tandem.audit.scan.Receipt;
import dev.tandem.audit.scan.ScanError;
import dev.tandem.audit.scan.ScanResult;
import dev.tandem.audit.scan.Summary;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// What the engines' answers make together.
sealed interface Outcome {

    /// At least one engine succeeded.
    record Done(ScanResult result, List<Finding> findings) implements Outcome {}

    /// None did.
    record Failed(ScanError error) implements Outcome {}

    /// @param answers one for each engine that was asked, at least one
    static Outcome of(List<EngineAnswer> answers) {
        var runs =
                answers.stream()
                        .flatMap(answer -> answer.runs().stream())
                        .sorted(Comparator.comparing(EngineRun::engine))
                        .toList();
        if (runs.stream().noneMatch(Outcome::succeeded)) {
            // In the engines' order: our own browser sees more of why a page can't be loaded than Lighthouse tells.
            return new Failed(runs.stream().map(EngineRun::error).filter(Objects::nonNull).findFirst().orElseThrow());
        }
        var page = all(answers, EngineAnswer.Accessibility.class).findFirst();
        var lighthouse = all(answers, EngineAnswer.Lighthouse.class).findFirst();
        var result =
                new ScanResult(
                        page.map(EngineAnswer.Accessibility::receipt).orElse(null),
                        page.filter(answer -> answer.runs().stream().anyMatch(Outcome::succeeded))
                                .map(answer -> summary(answer.findings(), answer))
                                .orElse(null),
                        runs,
                        lighthouse.map(EngineAnswer.Lighthouse::report).orElse(null));
        return new Done(result, page.map(EngineAnswer.Accessibility::findings).orElse(List.of()));
    }

    private static <A extends EngineAnswer> Stream<A> all(List<EngineAnswer> answers, Class<A> kind) {
        return answers.stream().filter(kind::isInstance).map(kind::cast);
    }

    private static boolean succeeded(EngineRun run) {
        return run.outcome() == EngineRun.Outcome.SUCCEEDED;
    }

    /// Clean is said only of a page that was really seen, and by all engines that were to look at it.
    private static Summary summary(List<Finding> findings, EngineAnswer.Accessibility page) {
        var violations = findings.stream().filter(finding -> finding.certainty() == Certainty.VIOLATION).toList();
        var bySeverity = new LinkedHashMap<String, Integer>();
        for (var severity : Severity.values()) {
            bySeverity.put(
                    severity.name(),
                    (int) violations.stream().filter(finding -> finding.severity() == severity).count());
        }
        var clean =
                violations.isEmpty()
                        && page.receipt().verdict() == Receipt.Verdict.SEEN
                        && page.runs().stream().allMatch(Outcome::succeeded);
        return new Summary(violations.size(), bySeverity, findings.size() - violations.size(), clean);
    }
}
