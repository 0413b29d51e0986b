package dev.tandem.audit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.audit.issue.Certainty;
import dev.tandem.audit.issue.Severity;
import org.junit.jupiter.api.Test;

class AxeFindingsTest {

    private static final String RESULT =
            """
            {"violations": [
              {"id": "label", "impact": "moderate", "help": "Form elements must have labels",
               "helpUrl": "https://example.org/label", "tags": ["cat.forms", "wcag2a", "wcag412", "wcag1410"],
               "nodes": [{"impact": "minor", "html": "<input>", "target": ["#frame", ["my-form", "input"]],
                          "any": [{"message": "Form element does not have an implicit label"}],
                          "all": [], "none": [{"message": "It has a title."}]}]},
              {"id": "image-alt", "impact": "critical", "help": "Images must have alternative text", "tags": ["wcag111"],
               "nodes": [{"html": "<img>", "target": ["img"], "any": [], "all": [], "none": [],
                          "failureSummary": "Fix it"}]}],
             "incomplete": [
              {"id": "color-contrast", "impact": "serious", "help": "Contrast", "tags": ["wcag143", "best-practice"],
               "nodes": [{"html": "%s", "target": ["p"], "any": [], "all": [], "none": []}]}]}\
            """
                    .formatted("x".repeat(5000));

    @Test
    void readsWhatAxeFound() throws Exception {
        var findings = AxeFindings.read(new ObjectMapper().readTree(RESULT), RuleTable.read());

        assertThat(findings).extracting(Observation::code).containsExactly("label", "image-alt", "color-contrast");
        var label = findings.getFirst();
        assertThat(label.severity()).as("the node's own impact").isEqualTo(Severity.MINOR);
        assertThat(label.target()).containsExactly("#frame", "my-form", "input");
        assertThat(label.depth()).isEqualTo(1);
        assertThat(label.inShadow()).isTrue();
        assertThat(label.criteria()).containsExactly("4.1.2", "1.4.10");
        assertThat(label.message()).isEqualTo("Form element does not have an implicit label. It has a title.");
        assertThat(findings.get(1).message()).isEqualTo("Fix it");
        assertThat(findings.getLast().certainty()).isEqualTo(Certainty.NEEDS_REVIEW);
        assertThat(findings.getLast().html()).hasSize(2000).endsWith("…");
    }
}
