package dev.tandem.audit.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tandem.audit.dispatch.Claim;
import dev.tandem.audit.issue.Certainty;
import dev.tandem.audit.issue.Finding;
import dev.tandem.audit.issue.Severity;
import dev.tandem.audit.issue.Source;
import dev.tandem.audit.issue.Stability;
import dev.tandem.audit.scan.Engine;
import dev.tandem.audit.scan.EngineRun;
import dev.tandem.audit.scan.Readiness;
import dev.tandem.audit.scan.Receipt;
import dev.tandem.audit.scan.Requests;
import dev.tandem.audit.scan.ScanError;
import dev.tandem.audit.scan.SecondLook;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Stands in for the engines where the queue alone is tested or measured (`audit.run.stub`): it opens no browser, takes
/// the time that it is told, and does what the page's path says: `/retryable` and `/final` fail, `/retryable-once`
/// fails in its first attempt, `/endless` never ends by itself; anything else succeeds with one finding.
final class StubEngine {

    private static final String MILLIS = "millis=";

    private final Duration work;

    StubEngine(Duration work) {
        this.work = work;
    }

    /// Blocks; an interrupt ends it.
    EngineAnswer audit(Claim claim, Set<Engine> engines) throws InterruptedException {
        var path = String.valueOf(claim.url().getPath());
        TimeUnit.MILLISECONDS.sleep(millis(claim));
        return switch (path) {
            case "/retryable" -> failure(engines, "STUB_MAY_PASS", true);
            case "/final" -> failure(engines, "STUB_IS_FINAL", false);
            case "/retryable-once" ->
                    claim.attempts() == 0 ? failure(engines, "STUB_MAY_PASS", true) : success(claim, engines);
            default -> success(claim, engines);
        };
    }

    private long millis(Claim claim) {
        var query = String.valueOf(claim.url().getQuery());
        return query.startsWith(MILLIS) ? Long.parseLong(query.substring(MILLIS.length())) : work.toMillis();
    }

    private static EngineAnswer failure(Set<Engine> engines, String code, boolean retryable) {
        return new EngineAnswer.Failure(engines, new ScanError(code, "The stub was told to fail.", retryable), 0);
    }

    private EngineAnswer success(Claim claim, Set<Engine> engines) {
        if (engines.contains(Engine.LIGHTHOUSE)) {
            return new EngineAnswer.Lighthouse("stub", JsonNodeFactory.instance.objectNode(), work.toMillis());
        }
        var runs =
                engines.stream()
                        .sorted()
                        .map(engine ->
                                new EngineRun(engine, EngineRun.Outcome.SUCCEEDED, "stub", work.toMillis(), null))
                        .toList();
        return new EngineAnswer.Accessibility(runs, List.of(finding(claim)), receipt(claim));
    }

    private static Finding finding(Claim claim) {
        return new Finding(
                "0".repeat(64),
                "stub",
                List.of(new Source("stub", "stub")),
                List.of(),
                Severity.MINOR,
                Certainty.NEEDS_REVIEW,
                Stability.CONFIRMED,
                "Found under epoch " + claim.epoch(),
                "No page was looked at.",
                null,
                List.of(),
                List.of("html"),
                "html",
                "<html>");
    }

    /// Says that nothing was seen, so that no stub's page is ever called clean.
    private static Receipt receipt(Claim claim) {
        return new Receipt(
                claim.url().toString(),
                List.of(),
                0,
                null,
                "",
                Receipt.Verdict.EMPTY_PAGE,
                "no page was opened",
                0,
                0,
                0,
                0,
                Map.of(),
                Map.of(),
                Requests.NONE,
                "stub",
                Readiness.NONE,
                SecondLook.NONE,
                Map.of());
    }
}
