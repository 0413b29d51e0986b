package dev.tandem.audit.run;

import com.microsoft.playwright.PlaywrightException;
import dev.tandem.audit.browser.BrowserFailure;
import dev.tandem.audit.browser.PageLoader;
import dev.tandem.audit.browser.SlotPool;
import dev.tandem.audit.browser.Visit;
import dev.tandem.audit.dispatch.Claim;
import dev.tandem.audit.engine.PageEngines;
import dev.tandem.audit.engine.PageLook;
import dev.tandem.audit.engine.PageReport;
import dev.tandem.audit.issue.Finding;
import dev.tandem.audit.scan.Engine;
import dev.tandem.audit.scan.Readiness;
import dev.tandem.audit.witness.Attendance;
import dev.tandem.audit.witness.Judgement;
import dev.tandem.audit.witness.Steadiness;
import dev.tandem.audit.witness.Witness;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Loads a page in a fresh browser context, waits until it is at rest, lets the engines look at it, looks again where
/// something was found and something has moved, tries out what looking does not tell, and writes the receipt of what
/// was seen.
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
    private final PageEngines engines;
    private final RunTelemetry telemetry;

    AccessibilityAudit(
            SlotPool slots, PageLoader loader, Witness witness, PageEngines engines, RunTelemetry telemetry) {
        this.telemetry = telemetry;
        this.slots = slots;
        this.loader = loader;
        this.witness = witness;
        this.engines = engines;
    }

    /// Blocks; an interrupt stops the browser.
    EngineAnswer audit(Claim claim, Set<Engine> asked) throws InterruptedException {
        var phases = new Phases();
        try {
            return telemetry.visit(
                    () -> slots.visit(claim.device(), claim.settings(), visit -> look(visit, claim, asked, phases)));
        } catch (BrowserFailure failure) {
            return new EngineAnswer.Failure(asked, failure.error(), phases.total());
        }
    }

    private EngineAnswer look(Visit visit, Claim claim, Set<Engine> asked, Phases phases) throws BrowserFailure {
        phases.end("slot");
        var attendance = witness.attend(visit);
        var page = loader.load(visit, claim.url());
        phases.took("open", page.openMillis()).took("load", page.loadMillis());
        var loaded = page.loaded();
        for (var look = 1; look <= LOOKS; look++) {
            try {
                return examine(visit, claim, asked, attendance, loaded, phases);
            } catch (PlaywrightException failure) {
                if (!PageLoader.isNavigation(failure)) {
                    throw failure;
                }
                loaded = loader.reload(visit);
                phases.end("led on");
            }
        }
        return new ReceiptWriter(visit, attendance, phases).wentAway(asked);
    }

    private EngineAnswer examine(
            Visit visit, Claim claim, Set<Engine> asked, Attendance attendance, boolean loaded, Phases phases) {
        var readiness = attendance.settle(loaded, claim.settings().scroll());
        phases.end("quiet");
        var facts = attendance.facts();
        attendance.beginWatch();
        var look = engines.open(visit, asked, claim.settings());
        var seen = look.look();
        phases.end("engines");
        var steady = lookAgain(look, seen, attendance, readiness);
        phases.end("second look");
        // Before anything is tried out, which may lead the page elsewhere.
        var judgement = Judgement.of(claim.url(), attendance.document(), facts);
        var writer = new ReceiptWriter(visit, attendance, phases);
        var tried = look.tryOut();
        phases.end("trials");
        var receipt = writer.seen(judgement, facts, tried, readiness, steady.look());
        return new EngineAnswer.Accessibility(tried.runs(), together(steady, seen, tried), receipt);
    }

    /// A page that has not moved would be found the same again, and nothing need be run for that.
    private static Steadiness lookAgain(PageLook look, PageReport seen, Attendance attendance, Readiness readiness) {
        if (seen.findings().isEmpty()) {
            return Steadiness.unmoved(seen.findings());
        }
        var signs = attendance.signsOfLife(BLINK);
        if (signs.none() && readiness.quiet()) {
            return Steadiness.unmoved(seen.findings());
        }
        attendance.turnAnimations();
        attendance.signsOfLife(MOMENT);
        return Steadiness.of(seen.findings(), look.look().findings());
    }

    /// What lasted, and what only trying out has shown.
    private static List<Finding> together(Steadiness steady, PageReport seen, PageReport tried) {
        var looked =
                Stream.concat(seen.findings().stream(), steady.again().stream())
                        .map(Finding::fingerprint)
                        .collect(Collectors.toSet());
        var shown = tried.findings().stream().filter(finding -> !looked.contains(finding.fingerprint()));
        return Stream.concat(steady.findings().stream(), shown).sorted(Finding.WORST_FIRST).toList();
    }
}
