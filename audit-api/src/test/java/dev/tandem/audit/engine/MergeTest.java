package dev.tandem.audit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.audit.issue.Certainty;
import dev.tandem.audit.issue.Finding;
import dev.tandem.audit.issue.Fingerprint;
import dev.tandem.audit.issue.Severity;
import dev.tandem.audit.issue.Source;
import dev.tandem.audit.scan.Engine;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MergeTest {

    private static final URI PAGE = URI.create("https://example.org/shop");
    private static final String OTHERS_CONTRAST = "distinguishable/color-contrast";

    private final Merge merge = new Merge(RuleTable.read());

    @Test
    void makesOneFindingOfEqualRulesOnTheSameElement() {
        var axe = word(Engine.AXE, "image-alt", seen(Engine.AXE, "image-alt", Certainty.VIOLATION, "img"));
        var other =
                word(
                        Engine.ACCESSLINT,
                        "text-alternatives/img-alt",
                        seen(Engine.ACCESSLINT, "text-alternatives/img-alt", Certainty.VIOLATION, "img"));

        var findings = merge.of(List.of(other, axe), PAGE);

        assertThat(findings).hasSize(1);
        var finding = findings.getFirst();
        assertThat(finding.code()).isEqualTo("image-alt");
        assertThat(finding.sources())
                .containsExactly(
                        new Source("axe", "image-alt"),
                        new Source("accesslint", "text-alternatives/img-alt", null, "ACCESSLINT says so"));
        assertThat(finding.message()).isEqualTo("AXE says so");
        assertThat(finding.successCriteria()).containsExactly("AXE", "ACCESSLINT");
        assertThat(finding.disputed()).isFalse();
        assertThat(finding.fingerprint())
                .as("the one that axe alone gave it")
                .isEqualTo(Fingerprint.of(PAGE, "image-alt", List.of("img"), "<img>"));
    }

    @Test
    void givesAFindingAxesNameWhereAxeHasTheRuleAndDidNotComplain() {
        var found = seen(Engine.ACCESSLINT, "text-alternatives/img-alt", Certainty.VIOLATION, "img");

        var finding =
                onlyOne(
                        new Word(Engine.AXE, "4", Set.of("image-alt"), Set.of(List.of()), List.of()),
                        word(Engine.ACCESSLINT, "text-alternatives/img-alt", found));

        assertThat(finding.code()).isEqualTo("image-alt");
        assertThat(finding.dissent()).containsExactly(new Source("axe", "image-alt"));
        assertThat(finding.disputed()).isTrue();
    }

    @Test
    void isAsSureAndAsSevereAsTheSurestEngine() {
        var undecided = seen(Engine.AXE, "color-contrast", Certainty.NEEDS_REVIEW, "p");
        var sure = seen(Engine.ACCESSLINT, OTHERS_CONTRAST, Certainty.VIOLATION, "p");

        var finding =
                onlyOne(word(Engine.AXE, "color-contrast", undecided), word(Engine.ACCESSLINT, OTHERS_CONTRAST, sure));

        assertThat(finding.certainty()).isEqualTo(Certainty.VIOLATION);
        assertThat(finding.sources().getFirst().certainty()).isEqualTo(Certainty.NEEDS_REVIEW);
        assertThat(finding.disputed()).isTrue();
        assertThat(finding.dissent()).isEmpty();
    }

    @Test
    void takesNoSilenceForAWordWhereTheEngineDidNotLook() {
        var inShadow = seen(Engine.AXE, "color-contrast", Certainty.VIOLATION, "my-card", "p");
        var word = word(Engine.AXE, "color-contrast", inShadow);
        var silent = new Word(Engine.ACCESSLINT, "1", Set.of(OTHERS_CONTRAST), Set.of(List.of()), List.of());
        var elsewhere = new Word(Engine.ACCESSLINT, "1", Set.of(OTHERS_CONTRAST), Set.of(List.of("#frame")), List.of());
        var inPage = word(Engine.AXE, "color-contrast", seen(Engine.AXE, "color-contrast", Certainty.VIOLATION, "p"));

        assertThat(onlyOne(word, silent).dissent()).as("AccessLint looks into no shadow tree").isEmpty();
        assertThat(onlyOne(inPage, elsewhere).dissent()).as("it failed in this frame").isEmpty();
        assertThat(onlyOne(inPage, silent).dissent()).hasSize(1);
    }

    @Test
    void keepsDifferentRulesAndDifferentElementsApartTheWorstFirst() {
        var findings =
                merge.of(
                        List.of(
                                word(
                                        Engine.AXE,
                                        "image-alt",
                                        seen(Engine.AXE, "color-contrast", Certainty.NEEDS_REVIEW, "p"),
                                        seen(Engine.AXE, "link-name", Certainty.VIOLATION, "a"),
                                        seen(Engine.AXE, "image-alt", Certainty.VIOLATION, "img"),
                                        seen(Engine.AXE, "image-alt", Certainty.VIOLATION, "img.b"))),
                        PAGE);

        assertThat(findings)
                .extracting(Finding::code)
                .containsExactly("image-alt", "image-alt", "link-name", "color-contrast");
    }

    private Finding onlyOne(Word... words) {
        var findings = merge.of(List.of(words), PAGE);
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    private static Word word(Engine engine, String rule, Observation... found) {
        return new Word(engine, "1", Set.of(rule), Set.of(List.of()), List.of(found));
    }

    private static Observation seen(Engine engine, String code, Certainty certainty, String... target) {
        return new Observation(
                engine,
                code,
                "title",
                engine + " says so",
                null,
                List.of(engine.name()),
                certainty,
                Severity.SERIOUS,
                List.of(target),
                0,
                "<img>");
    }
}
