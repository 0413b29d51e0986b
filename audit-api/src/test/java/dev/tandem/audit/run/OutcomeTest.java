package dev.tandem.audit.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutcomeTest {

    private static final ScanError GONE = new ScanError("BROWSER_GONE", "The browser ended.", true);
    private static final Set<Engine> IN_PAGE = Set.of(Engine.AXE, Engine.ACCESSLINT);
    private static final EngineAnswer LIGHTHOUSE =
            new EngineAnswer.Lighthouse("13", JsonNodeFactory.instance.objectNode(), 5);

    @Test
    void oneEngineFailingDoesNotLoseTheOther() {
        var outcome = Outcome.of(List.of(new EngineAnswer.Failure(IN_PAGE, GONE, 1), LIGHTHOUSE));

        var result = done(outcome).result();
        assertThat(result.lighthouse()).isNotNull();
        assertThat(result.summary()).as("unknown is not zero").isNull();
        assertThat(result.engines())
                .extracting(EngineRun::outcome)
                .containsExactly(EngineRun.Outcome.FAILED, EngineRun.Outcome.FAILED, EngineRun.Outcome.SUCCEEDED);
    }

    @Test
    void aScanFailsWhenNoEngineSucceededAndGivesTheBrowsersReason() {
        var other = new ScanError("LIGHTHOUSE_NO_PAINT", "Nothing was painted.", true);

        var outcome =
                Outcome.of(
                        List.of(
                                new EngineAnswer.Failure(Set.of(Engine.LIGHTHOUSE), other, 1),
                                new EngineAnswer.Failure(IN_PAGE, GONE, 1)));

        assertThat(outcome).isEqualTo(new Outcome.Failed(GONE));
    }

    @Test
    void cleanIsSaidOnlyOfAPageThatWasSeenAndHasNoViolation() {
        assertThat(clean(Receipt.Verdict.SEEN)).isTrue();
        assertThat(clean(Receipt.Verdict.SEEN, Certainty.NEEDS_REVIEW)).isTrue();
        assertThat(clean(Receipt.Verdict.SEEN, Certainty.VIOLATION)).isFalse();
        assertThat(EnumSet.complementOf(EnumSet.of(Receipt.Verdict.SEEN)))
                .allSatisfy(verdict -> assertThat(clean(verdict)).isFalse());
    }

    @Test
    void cleanIsNotSaidWhereAnEngineBrokeAndItsFindingsAreMissing() {
        var page = (EngineAnswer.Accessibility) axe(Receipt.Verdict.SEEN, List.of());
        var broken = List.of(run(Engine.AXE, null), run(Engine.ACCESSLINT, GONE));

        var outcome = Outcome.of(List.of(new EngineAnswer.Accessibility(broken, List.of(), page.receipt())));

        var result = done(outcome).result();
        assertThat(Objects.requireNonNull(result.summary()).clean()).isFalse();
        assertThat(result.engines()).extracting(EngineRun::error).containsExactly(null, GONE);
    }

    @Test
    void countsWhatNeedsReviewApart() {
        var findings =
                List.of(finding(Certainty.VIOLATION), finding(Certainty.VIOLATION), finding(Certainty.NEEDS_REVIEW));

        var summary =
                Objects.requireNonNull(
                        done(Outcome.of(List.of(axe(Receipt.Verdict.SEEN, findings)))).result().summary());

        assertThat(summary.issues()).isEqualTo(2);
        assertThat(summary.needsReview()).isEqualTo(1);
        assertThat(summary.bySeverity()).containsEntry("SERIOUS", 2).containsEntry("CRITICAL", 0);
    }

    private static boolean clean(Receipt.Verdict verdict, Certainty... certainties) {
        var findings = List.of(certainties).stream().map(OutcomeTest::finding).toList();
        var summary = done(Outcome.of(List.of(axe(verdict, findings)))).result().summary();
        return summary != null && summary.clean();
    }

    private static Outcome.Done done(Outcome outcome) {
        return assertThat(outcome).asInstanceOf(type(Outcome.Done.class)).actual();
    }

    private static EngineAnswer axe(Receipt.Verdict verdict, List<Finding> findings) {
        var receipt =
                new Receipt(
                        "https://example.org/",
                        List.of(),
                        200,
                        "text/html",
                        "T",
                        verdict,
                        null,
                        1,
                        1,
                        1,
                        0,
                        Map.of(),
                        Map.of(),
                        Requests.NONE,
                        "Chromium",
                        Readiness.NONE,
                        SecondLook.NONE,
                        Map.of());
        return new EngineAnswer.Accessibility(List.of(run(Engine.AXE, null)), findings, receipt);
    }

    private static EngineRun run(Engine engine, @Nullable ScanError error) {
        var outcome = error == null ? EngineRun.Outcome.SUCCEEDED : EngineRun.Outcome.FAILED;
        return new EngineRun(engine, outcome, "4", 1, error);
    }

    private static Finding finding(Certainty certainty) {
        return new Finding(
                "f",
                "label",
                List.of(new Source("axe", "label")),
                List.of(),
                Severity.SERIOUS,
                certainty,
                Stability.CONFIRMED,
                "t",
                "m",
                null,
                List.of(),
                List.of("input"),
                "input",
                "<input>");
    }
}
