package dev.tandem.audit.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.audit.issue.Certainty;
import dev.tandem.audit.issue.Finding;
import dev.tandem.audit.issue.Severity;
import dev.tandem.audit.issue.Source;
import dev.tandem.audit.issue.Stability;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RuleGroupTest {

    @Test
    void groupsByRuleWorstFirstAndFoldsWhatIsMuch() {
        var findings =
                Stream.concat(
                                Stream.of(finding("image-alt", Severity.CRITICAL, Certainty.VIOLATION, "img")),
                                IntStream.range(0, 5)
                                        .mapToObj(
                                                i -> finding("label", Severity.SERIOUS, Certainty.VIOLATION, "#f" + i)))
                        .toList();

        var groups = RuleGroup.of(findings, Certainty.VIOLATION);

        assertThat(groups).extracting(RuleGroup::code).containsExactly("image-alt", "label");
        assertThat(groups.getLast().shown()).hasSize(3);
        assertThat(groups.getLast().more()).isEqualTo("2 more places");
        assertThat(groups.getFirst().places()).isEqualTo("1 place");
    }

    @Test
    void keepsWhatAPersonMustJudgeApart() {
        var findings =
                List.of(
                        finding("label", Severity.SERIOUS, Certainty.VIOLATION, "#a"),
                        finding("label", Severity.SERIOUS, Certainty.NEEDS_REVIEW, "#b"));

        assertThat(RuleGroup.of(findings, Certainty.NEEDS_REVIEW))
                .singleElement()
                .satisfies(group -> assertThat(group.shown()).extracting(Finding::selector).containsExactly("#b"));
    }

    private static Finding finding(String code, Severity severity, Certainty certainty, String selector) {
        return new Finding(
                "0".repeat(64),
                code,
                List.of(new Source("axe", code)),
                List.of(),
                severity,
                certainty,
                Stability.CONFIRMED,
                "Title",
                "Message.",
                null,
                List.of("1.1.1"),
                List.of(selector),
                selector,
                "<img>");
    }
}
