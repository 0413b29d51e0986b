package dev.tandem.audit.witness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.audit.issue.Certainty;
import dev.tandem.audit.issue.Finding;
import dev.tandem.audit.issue.Severity;
import dev.tandem.audit.issue.Source;
import dev.tandem.audit.issue.Stability;
import dev.tandem.audit.scan.SecondLook;
import java.util.List;
import org.junit.jupiter.api.Test;

class SteadinessTest {

    @Test
    void whatIsThereBothTimesIsConfirmedAndWhatIsGoneIsDropped() {
        var first = List.of(finding("lasts", Certainty.VIOLATION), finding("moves", Certainty.VIOLATION));

        var steady = Steadiness.of(first, List.of(finding("lasts", Certainty.VIOLATION)));

        assertThat(steady.findings()).containsExactly(finding("lasts", Certainty.VIOLATION));
        assertThat(steady.look()).isEqualTo(new SecondLook(true, 1, 0, 1));
    }

    @Test
    void whatTheEngineIsSureOfOnlyOnceIsForAPersonToJudge() {
        var steady =
                Steadiness.of(
                        List.of(finding("a", Certainty.VIOLATION), finding("b", Certainty.NEEDS_REVIEW)),
                        List.of(finding("a", Certainty.NEEDS_REVIEW), finding("b", Certainty.VIOLATION)));

        assertThat(steady.findings())
                .allSatisfy(finding -> assertThat(finding.certainty()).isEqualTo(Certainty.NEEDS_REVIEW))
                .extracting(Finding::stability)
                .containsExactly(Stability.UNSTABLE, Stability.UNSTABLE);
        assertThat(steady.look()).isEqualTo(new SecondLook(true, 0, 2, 0));
    }

    @Test
    void whatIsNewAtTheSecondLookIsLeftOut() {
        var steady = Steadiness.of(List.of(), List.of(finding("new", Certainty.VIOLATION)));

        assertThat(steady.findings()).isEmpty();
    }

    @Test
    void anElementThatOnlyItsNamesHaveChangedOfIsTheSame() {
        var first = List.of(finding("loading", "<button class=\"is-loading\">Buy</button>", Certainty.VIOLATION));
        var again = List.of(finding("done", "<button class=\"big\" id=\"b\">Buy</button>", Certainty.VIOLATION));

        var steady = Steadiness.of(first, again);

        assertThat(steady.findings()).isEqualTo(again);
        assertThat(steady.look()).isEqualTo(new SecondLook(true, 1, 0, 0));
    }

    @Test
    void anotherElementIsNotTakenForTheOneThatIsGone() {
        var first = List.of(finding("one", "<p>One</p>", Certainty.VIOLATION));

        var steady = Steadiness.of(first, List.of(finding("two", "<p>Two</p>", Certainty.VIOLATION)));

        assertThat(steady.findings()).isEmpty();
        assertThat(steady.look()).isEqualTo(new SecondLook(true, 0, 0, 1));
    }

    @Test
    void onAPageThatHasNotMovedEverythingIsConfirmed() {
        var findings = List.of(finding("a", Certainty.VIOLATION));

        assertThat(Steadiness.unmoved(findings))
                .isEqualTo(new Steadiness(findings, List.of(), new SecondLook(false, 1, 0, 0)));
    }

    private static Finding finding(String fingerprint, Certainty certainty) {
        return finding(fingerprint, "<p id=\"" + fingerprint + "\">", certainty);
    }

    private static Finding finding(String fingerprint, String context, Certainty certainty) {
        return new Finding(
                fingerprint,
                "color-contrast",
                List.of(new Source("axe", "color-contrast")),
                List.of(),
                Severity.SERIOUS,
                certainty,
                Stability.CONFIRMED,
                "t",
                "m",
                null,
                List.of(),
                List.of("p"),
                "p",
                context);
    }
}
