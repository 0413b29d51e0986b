package dev.tandem.audit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.audit.scan.Engine;
import dev.tandem.audit.scan.PageSettings;
import org.junit.jupiter.api.Test;

class RuleTableTest {

    private static final String ADVICE = "aria/aria-allowed-role";

    private final RuleTable rules = RuleTable.read();

    @Test
    void knowsWhichRulesAreTheSame() {
        assertThat(rules.common(Engine.ACCESSLINT, "labels-and-names/form-label")).isEqualTo("label");
        assertThat(rules.common(Engine.AXE, "select-name")).isEqualTo("label");
        assertThat(rules.common(Engine.AXE, "image-alt")).as("is itself").isEqualTo("image-alt");
        assertThat(rules.common(Engine.TANDEM, "clipped-text")).as("nobody else has it").isEqualTo("clipped-text");
    }

    @Test
    void runsAdviceOnlyWhereItIsAskedFor() {
        var asked =
                new PageSettings(
                        PageSettings.DEFAULT.browser(),
                        null,
                        false,
                        false,
                        true,
                        false,
                        PageSettings.DEFAULT.lighthouseCategories(),
                        1);

        assertThat(rules.off(Engine.ACCESSLINT, PageSettings.DEFAULT)).contains(ADVICE);
        assertThat(rules.off(Engine.ACCESSLINT, asked)).doesNotContain(ADVICE);
        assertThat(rules.switched(Engine.AXE)).containsEntry("target-size", false).containsEntry("empty-heading", true);
        assertThat(rules.doubted(Engine.ACCESSLINT)).contains("time-based-media/video-captions");
    }
}
