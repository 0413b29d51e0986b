package dev.tandem.audit.run;

import dev.tandem.audit.browser.BrowserFailure;
import dev.tandem.audit.browser.LoadedPage;
import dev.tandem.audit.browser.PageLoader;
import dev.tandem.audit.browser.SlotPool;
import dev.tandem.audit.browser.Visit;
import dev.tandem.audit.dispatch.Claim;
import dev.tandem.audit.egress.EgressVerdict;
import dev.tandem.audit.engine.AxeEngine;
import dev.tandem.audit.engine.PageFacts;
import dev.tandem.audit.scan.Engine;
import dev.tandem.audit.scan.Receipt;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Loads a page in a fresh browser context, runs axe on it, and writes the receipt of what was seen.
final class AccessibilityAudit {

    private final SlotPool slots;
    private final PageLoader loader;
    private final AxeEngine axe;
    private final RunTelemetry telemetry;

    AccessibilityAudit(SlotPool slots, PageLoader loader, AxeEngine axe, RunTelemetry telemetry) {
        this.telemetry = telemetry;
        this.slots = slots;
        this.loader = loader;
        this.axe = axe;
    }

    /// Blocks; an interrupt stops the browser.
    EngineAnswer audit(Claim claim) throws InterruptedException {
        var start = System.nanoTime();
        try {
            return telemetry.visit(
                    () -> slots.visit(claim.device(), claim.settings(), visit -> look(visit, claim, start)));
        } catch (BrowserFailure failure) {
            return new EngineAnswer.Failure(Engine.AXE, failure.error(), since(start));
        }
    }

    private EngineAnswer look(Visit visit, Claim claim, long start) throws BrowserFailure {
        var waited = since(start);
        var page = loader.load(visit, claim.url());
        var auditStart = System.nanoTime();
        var report = axe.audit(visit);
        var millis = new LinkedHashMap<String, Long>();
        millis.put("slot", waited);
        millis.put("open", page.openMillis());
        millis.put("load", page.loadMillis());
        millis.put("quiet", page.quietMillis());
        millis.put("axe", since(auditStart));
        return new EngineAnswer.Accessibility(
                report.version(), report.findings(), receipt(visit, page, report.facts(), millis), since(start));
    }

    private static Receipt receipt(Visit visit, LoadedPage page, PageFacts facts, Map<String, Long> millis) {
        return new Receipt(
                page.finalUrl(),
                page.redirects(),
                page.status(),
                page.contentType(),
                facts.title(),
                verdict(page, facts),
                facts.textLength(),
                facts.domSize(),
                1,
                facts.frames(),
                refused(visit),
                visit.trackers(),
                visit.browser(),
                page.loaded(),
                page.quiet(),
                millis);
    }

    private static Map<String, String> refused(Visit visit) {
        var refused = new LinkedHashMap<String, String>();
        for (EgressVerdict verdict : visit.egress().report().verdicts().values()) {
            refused.putIfAbsent(verdict.host(), verdict.code());
        }
        return refused;
    }

    static Receipt.Verdict verdict(LoadedPage page, PageFacts facts) {
        if (page.status() >= 400) {
            return Receipt.Verdict.ERROR_PAGE;
        }
        if (!isHtml(page.contentType()) || !facts.html()) {
            return Receipt.Verdict.NOT_HTML;
        }
        return facts.empty() ? Receipt.Verdict.EMPTY_PAGE : Receipt.Verdict.SEEN;
    }

    /// A server that names no type leaves it to the browser, which took it for a page.
    private static boolean isHtml(@Nullable String contentType) {
        if (contentType == null) {
            return true;
        }
        var type = contentType.toLowerCase(Locale.ROOT);
        return type.startsWith("text/html") || type.startsWith("application/xhtml+xml");
    }

    private static long since(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }
}
