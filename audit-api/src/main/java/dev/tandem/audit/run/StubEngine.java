package dev.tandem.audit.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tandem.audit.dispatch.Claim;
import dev.tandem.audit.issue.Certainty;
import dev.tandem.audit.issue.Finding;
import dev.tandem.audit.issue.Severity;
import dev.tandem.audit.issue.Source;
import dev.tandem.audit.scan.Engine;
import dev.tandem.audit.scan.Receipt;
import dev.tandem.audit.scan.ScanError;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Stands in for the engines where the queue alone is tested or measured (`audit.run.stub`): it opens no browser, takes
/// the time that it is told, and does what the page's path says: `/retryable` and `/final` fail, `/retryable-once`
/// fails in its first attempt, `/endless` never ends by itself; anything else succeeds with one finding.
final class StubEngine {

    private static final String MILLIS = "millis=";

    private final Engine engine;
    private final Duration work;

    StubEngine(Engine engine, Duration work) {
        this.engine = engine;
        this.work = work;
    }

    /// Blocks; an interrupt ends it.
    EngineAnswer audit(Claim claim) throws InterruptedException {
        var path = String.valueOf(claim.url().getPath());
        TimeUnit.MILLISECONDS.sleep(millis(claim));
        return switch (path) {
            case "/retryable" -> failure("STUB_MAY_PASS", true);
            case "/final" -> failure("STUB_IS_FINAL", false);
            case "/retryable-once" -> claim.attempts() == 0 ? failure("STUB_MAY_PASS", true) : success(claim);
            default -> success(claim);
        };
    }

    private long millis(Claim claim) {
        var query = String.valueOf(claim.url().getQuery());
        return query.startsWith(MILLIS) ? Long.parseLong(query.substring(MILLIS.length())) : work.toMillis();
    }

    private EngineAnswer failure(String code, boolean retryable) {
        return new EngineAnswer.Failure(engine, new ScanError(code, "The stub was told to fail.", retryable), 0);
    }

    private EngineAnswer success(Claim claim) {
        var rule = "stub-" + engine.name().toLowerCase(Locale.ROOT);
        var finding =
                new Finding(
                        "0".repeat(64),
                        rule,
                        List.of(new Source("stub", rule)),
                        Severity.MINOR,
                        Certainty.NEEDS_REVIEW,
                        "Found under epoch " + claim.epoch(),
                        "No page was looked at.",
                        null,
                        List.of(),
                        List.of("html"),
                        "html",
                        "<html>");
        return engine == Engine.LIGHTHOUSE
                ? new EngineAnswer.Lighthouse("stub", JsonNodeFactory.instance.objectNode(), work.toMillis())
                : new EngineAnswer.Accessibility("stub", List.of(finding), receipt(claim), work.toMillis());
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
                0,
                0,
                0,
                0,
                Map.of(),
                Map.of(),
                "stub",
                false,
                false,
                Map.of());
    }
}
