package dev.tandem.audit.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.audit.dispatch.Claim;
import dev.tandem.audit.egress.EgressLimits;
import dev.tandem.audit.lighthouse.EngineConfig;
import dev.tandem.audit.lighthouse.LighthouseLane;
import dev.tandem.audit.lighthouse.Preflight;
import dev.tandem.audit.scan.Device;
import dev.tandem.audit.scan.Engine;
import dev.tandem.audit.scan.LighthouseCategory;
import dev.tandem.audit.scan.PageSettings;
import dev.tandem.common.egress.AddressRange;
import dev.tandem.common.egress.EgressGuard;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What a scan asks of the Lighthouse lane and gets from it, with workers that are a few lines of shell.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the fake workers are shell scripts")
@Timeout(30)
class LighthouseAuditTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final EgressLimits LIMITS = new EgressLimits(20, 4, 1_000_000, 100_000, LIMIT, LIMIT, LIMIT);
    private static final EgressGuard GUARD =
            new EgressGuard(
                    List.of(AddressRange.parse("127.0.0.0/8")), host -> List.of(InetAddress.getAllByName(host)));

    /// Answers each run with what a line of shell has put into `index`.
    private static final String WORKER =
            """
            #!/bin/sh
            echo '{"event":"ready","browser":1}'; n=0
            while read -r line; do
              %s
              echo "{\\"event\\":\\"result\\",\\"id\\":\\"$n\\",\\"rss\\":1,\\"report\\":{\\"benchmarkIndex\\":$index,\\"scores\\":{\\"performance\\":82,\\"seo\\":90}}}"
              n=$((n+1))
            done
            """;

    @TempDir Path folder;

    private Site site;

    @BeforeEach
    void openSite() throws IOException {
        site = new Site();
    }

    @AfterEach
    void closeSite() {
        site.close();
    }

    @Test
    void aRunOnAMachineThatIsFarSlowerThanBeforeIsContendedInTheScansReport() throws Exception {
        // Given
        try (var lane = lane(1, "index=$((3000 - 2000 * n))")) {
            var audit = audit(lane);

            // When
            var first = audit.audit(claim(LighthouseCategory.PERFORMANCE));
            var second = audit.audit(claim(LighthouseCategory.PERFORMANCE));

            // Then
            assertThat(contended(first)).isEqualTo("false");
            assertThat(contended(second)).isEqualTo("true");
        }
    }

    @Test
    void aScanThatScoresPerformanceWaitsForTheOtherOneThatDoesWhileOthersPass() throws Exception {
        // Given: two workers, and runs that score performance until they are let go.
        var begun = folder.resolve("begun");
        var go = folder.resolve("go");
        var held =
                "index=3000; case \"$line\" in *performance*) echo begun >> %s; while [ ! -e %s ]; do sleep 0.05; done;; esac"
                        .formatted(begun, go);
        try (var lane = lane(2, held)) {
            var audit = audit(lane);

            // When
            var scored =
                    List.of(
                            begin(audit, claim(LighthouseCategory.PERFORMANCE)),
                            begin(audit, claim(LighthouseCategory.PERFORMANCE)));

            // Then
            await().until(() -> lane.waiting() == 1 && Files.exists(begun));
            assertThat(audit.audit(claim(LighthouseCategory.SEO))).isInstanceOf(EngineAnswer.Lighthouse.class);
            assertThat(begun).as("runs that score performance").hasContent("begun");
            Files.createFile(go);
            assertThat(scored).allSatisfy(each -> assertThat(each.join()).isInstanceOf(EngineAnswer.Lighthouse.class));
        }
    }

    private static String contended(EngineAnswer answer) {
        var lighthouse = assertThat(answer).asInstanceOf(type(EngineAnswer.Lighthouse.class)).actual();
        return lighthouse.report().path("contended").asText();
    }

    private static CompletableFuture<EngineAnswer> begin(LighthouseAudit audit, Claim claim) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return audit.audit(claim);
                    } catch (InterruptedException stopped) {
                        throw new IllegalStateException(stopped);
                    }
                },
                task -> Thread.ofVirtual().start(task));
    }

    private static LighthouseAudit audit(LighthouseLane lane) {
        var json = new ObjectMapper().findAndRegisterModules();
        return new LighthouseAudit(lane, new Preflight(GUARD, LIMITS, LIMIT), json, Duration.ofSeconds(20));
    }

    private LighthouseLane lane(int workers, String work) throws IOException {
        var node = Files.writeString(folder.resolve("node"), WORKER.formatted(work));
        assertThat(node.toFile().setExecutable(true)).isTrue();
        var config =
                new SmallRyeConfigBuilder()
                        .addDiscoveredConverters()
                        .withMapping(EngineConfig.class)
                        .withDefaultValue("audit.engine.node", node.toString())
                        .withDefaultValue("audit.engine.lighthouse.workers", String.valueOf(workers))
                        .build()
                        .getConfigMapping(EngineConfig.class);
        return new LighthouseLane(config, node, true, () -> null, folder, InstantSource.system());
    }

    private Claim claim(LighthouseCategory category) {
        var settings =
                new PageSettings(PageSettings.DEFAULT.browser(), null, false, false, false, false, Set.of(category), 1);
        return new Claim(
                UUID.randomUUID(),
                1,
                0,
                URI.create(site.url("/clean")),
                Device.MOBILE,
                Set.of(Engine.LIGHTHOUSE),
                settings,
                Duration.ZERO,
                null);
    }
}
