package dev.tandem.audit.engine;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.audit.browser.SlotPool;
import dev.tandem.audit.issue.Finding;
import dev.tandem.audit.scan.Device;
import dev.tandem.audit.scan.Engine;
import dev.tandem.audit.scan.EngineRun;
import dev.tandem.audit.scan.PageSettings;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Runs W3C's ACT test cases through slots, page loader and engines, and counts what is found. Usually a few of every
/// approved rule, because all of them take minutes: `-Dact=approved` and `-Dact=all` run more.
class ActTest {

    private static final Set<Engine> IN_PAGE = EnumSet.of(Engine.AXE, Engine.ACCESSLINT, Engine.TANDEM);

    /// Of each approved rule, this many cases that fail and this many of the others.
    private static final int SOME_THAT_FAIL = 1;

    private static final int SOME_OTHERS = 1;

    private final String extent = System.getProperty("act", "some");
    private final Map<String, List<Finding>> findings = new ConcurrentHashMap<>();

    @Test
    void findsMostOfWhatFailsAndHardlyAnythingThatPasses() throws Exception {
        // Given
        try (var cases = new ActCases();
                var pool = RealPages.pool()) {
            var asked = asked(cases.all());

            // When
            auditAll(asked, cases, pool);
            var rules =
                    pool.visit(
                            Device.DESKTOP,
                            PageSettings.DEFAULT,
                            visit -> {
                                var scripts = EngineScripts.from(RealPages.engines(), new ObjectMapper());
                                var frames = PageFrames.open(visit, scripts, EnumSet.allOf(Engine.class));
                                return ActRules.declaredIn(frames.page().world(), scripts);
                            });

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

    private void auditAll(List<ActCases.Case> asked, ActCases cases, SlotPool pool) throws Exception {
        var engines = PageEngines.from(RealPages.engines(), new ObjectMapper());
        try (var threads = Executors.newFixedThreadPool(pool.size())) {
            var audits =
                    pages(asked).stream()
                            .map(page -> threads.submit(() -> audit(page, cases.url(page), pool, engines)))
                            .toList();
            for (Future<Boolean> audit : audits) {
                assertThat(audit.get()).isTrue();
            }
        }
    }

    private boolean audit(String page, URI url, SlotPool pool, PageEngines engines) throws Exception {
        var report =
                pool.visit(
                        Device.DESKTOP,
                        PageSettings.DEFAULT,
                        visit -> {
                            RealPages.loader().load(visit, url);
                            var look = engines.open(visit, IN_PAGE, PageSettings.DEFAULT);
                            look.look();
                            return look.tryOut();
                        });
        assertThat(report.runs()).as(page).extracting(EngineRun::error).containsOnlyNulls();
        return findings.put(page, report.findings()) == null;
    }
}
