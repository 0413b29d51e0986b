package dev.tandem.audit.run;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tandem.audit.issue.Finding;
import dev.tandem.audit.scan.Device;
import dev.tandem.audit.scan.Engine;
import dev.tandem.audit.scan.EngineRun;
import dev.tandem.audit.scan.PageSettings;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Runs W3C's ACT test cases through whole audits, and counts what is found. Usually a few of every approved rule,
/// because all of them take minutes: `-Dact=approved` and `-Dact=all` run more.
class ActTest {

    private static final Set<Engine> IN_PAGE = EnumSet.of(Engine.AXE, Engine.ACCESSLINT, Engine.TANDEM);

    /// Of each approved rule, this many cases that fail and this many of the others.
    private static final int SOME_THAT_FAIL = 1;

    private static final int SOME_OTHERS = 1;

    private final String extent = System.getProperty("act", "some");
    private final Map<String, List<Finding>> findings = new TreeMap<>();

    @Test
    void findsMostOfWhatFailsAndHardlyAnythingThatPasses() throws Exception {
        // Given
        try (var cases = new ActCases();
                var audits = Audits.with(Map.of("slots", "4", "quiet", "3s"))) {
            var asked = asked(cases.all());

            // When
            auditAll(asked, cases, audits);
            var rules =
                    audits.slots()
                            .visit(
                                    Device.DESKTOP,
                                    PageSettings.DEFAULT,
                                    visit -> ActRules.declaredBy(Audits.ENGINES, visit));

            // Then
            var table = new ActTable(asked, findings, rules);
            System.out.println(table);
            assertThat(findings).as("pages that were really audited").hasSize((int) pages(asked).size());
            assertThat(table.alarms(true, IN_PAGE)).as("approved cases that do not").isLessThanOrEqualTo(1);
            if (extent.equals("some")) {
                assertThat(table.found(true, IN_PAGE)).as("some that fail").isGreaterThanOrEqualTo(18);
            } else {
                assertThat(table.found(true, IN_PAGE)).as("approved cases that fail").isGreaterThanOrEqualTo(92);
            }
            if (extent.equals("all")) {
                assertThat(table.found(false, IN_PAGE)).as("all cases that fail").isGreaterThanOrEqualTo(125);
                assertThat(table.alarms(false, IN_PAGE)).as("all cases that do not").isLessThanOrEqualTo(4);
            }
        }
    }

    private List<ActCases.Case> asked(List<ActCases.Case> all) {
        var approved = all.stream().filter(ActCases.Case::approved).toList();
        return switch (extent) {
            case "all" -> all;
            case "approved" -> approved;
            default ->
                    approved.stream().collect(groupingBy(ActCases.Case::rule)).values().stream()
                            .flatMap(ActTest::some)
                            .toList();
        };
    }

    private static Stream<ActCases.Case> some(List<ActCases.Case> ofOneRule) {
        return Stream.concat(
                ofOneRule.stream().filter(ActCases.Case::fails).limit(SOME_THAT_FAIL),
                ofOneRule.stream().filter(each -> !each.fails()).limit(SOME_OTHERS));
    }

    private static Set<String> pages(List<ActCases.Case> cases) {
        var pages = new TreeSet<String>();
        cases.forEach(item -> pages.add(item.path()));
        return pages;
    }

    private void auditAll(List<ActCases.Case> asked, ActCases cases, Audits audits) {
        var outcomes = new TreeMap<String, CompletableFuture<Outcome>>();
        pages(asked)
                .forEach(page ->
                        outcomes.put(page, audits.audit(cases.url(page).toString(), IN_PAGE, PageSettings.DEFAULT)));
        outcomes.forEach((page, outcome) -> findings.put(page, found(page, outcome)));
    }

    private static List<Finding> found(String page, CompletableFuture<Outcome> outcome) {
        var done = assertThat(outcome.join()).as(page).asInstanceOf(type(Outcome.Done.class)).actual();
        assertThat(done.result().engines()).as(page).extracting(EngineRun::error).containsOnlyNulls();
        return done.findings();
    }
}
