package dev.tandem.audit.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tandem.audit.issue.Certainty;
import dev.tandem.audit.issue.Finding;
import dev.tandem.audit.issue.Severity;
import dev.tandem.audit.issue.Source;
import dev.tandem.audit.scan.Engine;
import dev.tandem.audit.scan.EngineRun;
import dev.tandem.audit.scan.Receipt;
import dev.tandem.audit.scan.ScanError;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OutcomeTest {

    private static final ScanError GONE = new ScanError("BROWSER_GONE", "The browser ended.", true);
    private static final EngineAnswer LIGHTHOUSE =
            new EngineAnswer.Lighthouse("13", JsonNodeFactory.instance.objectNode(), 5);

    @Test
    void oneEngineFailingDoesNotLoseTheOther() {
        var outcome = Outcome.of(List.of(new EngineAnswer.Failure(Engine.AXE, GONE, 1), LIGHTHOUSE));

        var result = done(outcome).result();
        assertThat(result.lighthouse()).isNotNull();
        assertThat(result.summary()).as("unknown is not zero").isNull();
        assertThat(result.engines())
                .extracting(EngineRun::outcome)
                .containsExactly(EngineRun.Outcome.FAILED, EngineRun.Outcome.SUCCEEDED);
    }

    @Test
    void aScanFailsWhenNoEngineSucceededAndGivesTheBrowsersReason() {
        var other = new ScanError("LIGHTHOUSE_NO_PAINT", "Nothing was painted.", true);

        var outcome =
                Outcome.of(
                        List.of(
                                new EngineAnswer.Failure(Engine.LIGHTHOUSE, other, 1),
                                new EngineAnswer.Failure(Engine.AXE, GONE, 1)));

        assertThat(outcome).isEqualTo(new Outcome.Failed(GONE));
    }

    @Test
    void cleanIsSaidOnlyOfAPageThatWasSeenAndHasNoViolation() {
        assertThat(clean(Receipt.Verdict.SEEN)).isTrue();
        assertThat(clean(Receipt.Verdict.SEEN, Certainty.NEEDS_REVIEW)).isTrue();
        assertThat(clean(Receipt.Verdict.SEEN, Certainty.VIOLATION)).isFalse();
        assertThat(clean(Receipt.Verdict.ERROR_PAGE)).isFalse();
        assertThat(clean(Receipt.Verdict.EMPTY_PAGE)).isFalse();
        assertThat(clean(Receipt.Verdict.NOT_HTML)).isFalse();
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
                        1,
                        1,
                        1,
                        0,
                        Map.of(),
                        Map.of(),
                        "Chromium",
                        true,
                        true,
                        Map.of());
        return new EngineAnswer.Accessibility("4", findings, receipt, 1);
    }

    private static Finding finding(Certainty certainty) {
        return new Finding(
                "f",
                "label",
                List.of(new Source("axe", "label")),
                Severity.SERIOUS,
                certainty,
                "t",
                "m",
                null,
                List.of(),
                List.of("input"),
                "input",
                "<input>");
    }
}
