package dev.tandem.audit.run;

import com.microsoft.playwright.PlaywrightException;
import dev.tandem.audit.browser.BrowserFailure;
import dev.tandem.audit.browser.PageLoader;
import dev.tandem.audit.browser.SlotPool;
import dev.tandem.audit.browser.Visit;
import dev.tandem.audit.dispatch.Claim;
import dev.tandem.audit.engine.AxeEngine;
import dev.tandem.audit.scan.Engine;
import dev.tandem.audit.scan.Readiness;
import dev.tandem.audit.witness.Attendance;
import dev.tandem.audit.witness.Judgement;
import dev.tandem.audit.witness.Steadiness;
import dev.tandem.audit.witness.Witness;
import java.time.Duration;

/// Loads a page in a fresh browser context, waits until it is at rest, runs axe on it, looks again where something was
/// found and something has moved, and writes the receipt of what was seen.
final class AccessibilityAudit {

    /// A page that leads on by itself, as old redirects do, is looked at where it ends; one that never stays is not.
    private static final int LOOKS = 4;

    /// Lets happen what was due while an engine kept the page busy.
    private static final Duration BLINK = Duration.ofMillis(50);

    /// What a page that is being built, or moves, gets before the second look.
    private static final Duration MOMENT = Duration.ofMillis(300);

    private final SlotPool slots;
    private final PageLoader loader;
    private final Witness witness;
    private final AxeEngine axe;
    private final RunTelemetry telemetry;

    AccessibilityAudit(SlotPool slots, PageLoader loader, Witness witness, AxeEngine axe, RunTelemetry telemetry) {
        this.telemetry = telemetry;
        this.slots = slots;
        this.loader = loader;
        this.witness = witness;
        this.axe = axe;
    }

    /// Blocks; an interrupt stops the browser.
    EngineAnswer audit(Claim claim) throws InterruptedException {
        var phases = new Phases();
        try {
            return telemetry.visit(() -> slots.visit(claim.device(), visit -> look(visit, claim, phases)));
        } catch (BrowserFailure failure) {
            return new EngineAnswer.Failure(Engine.AXE, failure.error(), phases.total());
        }
    }

    private EngineAnswer look(Visit visit, Claim claim, Phases phases) throws BrowserFailure {
        phases.end("slot");
        var attendance = witness.attend(visit);
        var page = loader.load(visit, claim.url());
        phases.took("open", page.openMillis()).took("load", page.loadMillis());
        var loaded = page.loaded();
        for (var look = 1; look <= LOOKS; look++) {
            try {
                return examine(visit, claim, attendance, loaded, phases);
            } catch (PlaywrightException failure) {
                if (!PageLoader.isNavigation(failure)) {
                    throw failure;
                }
                loaded = loader.reload(visit);
                phases.end("led on");
            }
        }
        return new ReceiptWriter(visit, attendance, phases).wentAway();
    }

    private EngineAnswer examine(Visit visit, Claim claim, Attendance attendance, boolean loaded, Phases phases) {
        var readiness = attendance.settle(loaded, claim.settings().scroll());
        phases.end("quiet");
        var facts = attendance.facts();
        attendance.beginWatch();
        var report = axe.audit(visit);
        phases.end("axe");
        var steady = lookAgain(visit, attendance, readiness, report);
        phases.end("second look");
        var judgement = Judgement.of(claim.url(), attendance.document(), facts);
        var receipt = new ReceiptWriter(visit, attendance, phases).seen(judgement, facts, readiness, steady.look());
        return new EngineAnswer.Accessibility(report.version(), steady.findings(), receipt, phases.total());
    }

    /// A page that has not moved would be found the same again, and nothing need be run for that.
    private Steadiness lookAgain(Visit visit, Attendance attendance, Readiness readiness, AxeEngine.AxeReport report) {
        if (report.findings().isEmpty()) {
            return Steadiness.unmoved(report.findings());
        }
        var signs = attendance.signsOfLife(BLINK);
        if (signs.none() && readiness.quiet()) {
            return Steadiness.unmoved(report.findings());
        }
        attendance.turnAnimations();
        attendance.signsOfLife(MOMENT);
        return Steadiness.of(report.findings(), axe.auditAgain(visit));
    }
}
