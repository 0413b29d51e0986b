package dev.tandem.audit.engine;

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
import org.junit.jupiter.api.Test;

/// Runs W3C's ACT test cases through slots, page loader and engines, and counts what is found. The approved ones alone,
/// because they take a minute; all of them with `-Dact.all`.
class ActTest {

    private static final Set<Engine> IN_PAGE = EnumSet.of(Engine.AXE, Engine.ACCESSLINT, Engine.TANDEM);

    private final boolean everything = System.getProperty("act.all") != null;
    private final Map<String, List<Finding>> findings = new ConcurrentHashMap<>();

    @Test
    void findsMostOfWhatFailsAndHardlyAnythingThatPasses() throws Exception {
        // Given
        try (var cases = new ActCases();
                var pool = RealPages.pool()) {
            var asked = cases.all().stream().filter(item -> everything || item.approved()).toList();

            // When
            auditAll(asked, cases, pool);
            var rules =
                    pool.visit(
                            Device.DESKTOP,
                            PageSettings.DEFAULT,
                            visit -> {
                                var scripts = EngineScripts.from(RealPages.engines(), new ObjectMapper());
                                return ActRules.declaredIn(PageFrames.open(visit, scripts).page().world(), scripts);
                            });

            // Then
            var table = new ActTable(asked, findings, rules);
            System.out.println(table);
            assertThat(findings).as("pages that were really audited").hasSize((int) pages(asked).size());
            assertThat(table.found(true, IN_PAGE)).as("approved cases that fail").isGreaterThanOrEqualTo(92);
            assertThat(table.alarms(true, IN_PAGE)).as("approved cases that do not").isLessThanOrEqualTo(1);
            if (everything) {
                assertThat(table.found(false, IN_PAGE)).as("all cases that fail").isGreaterThanOrEqualTo(125);
                assertThat(table.alarms(false, IN_PAGE)).as("all cases that do not").isLessThanOrEqualTo(4);
            }
        }
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
