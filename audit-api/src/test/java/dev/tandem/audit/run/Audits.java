package dev.tandem.audit.run;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.audit.browser.BrowserConfig;
import dev.tandem.audit.browser.BrowserSources;
import dev.tandem.audit.browser.Chromium;
import dev.tandem.audit.browser.PageLoader;
import dev.tandem.audit.browser.SlotPool;
import dev.tandem.audit.dispatch.Claim;
import dev.tandem.audit.egress.Blocklist;
import dev.tandem.audit.egress.EgressLimits;
import dev.tandem.audit.engine.PageEngines;
import dev.tandem.audit.scan.Device;
import dev.tandem.audit.scan.Engine;
import dev.tandem.audit.scan.PageSettings;
import dev.tandem.audit.witness.Witness;
import dev.tandem.common.egress.AddressRange;
import dev.tandem.common.egress.EgressGuard;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.TracerProvider;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Real audits without the service around them: slots, egress proxy, engines.
final class Audits implements AutoCloseable {

    static final Path ENGINES = Path.of(Objects.requireNonNullElse(System.getenv("AUDIT_ENGINE_DIRECTORY"), "engines"));
    private static final EgressLimits LIMITS =
            new EgressLimits(
                    300,
                    64,
                    100_000_000,
                    5_000_000,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(10));

    private final SlotPool slots;
    private final AccessibilityAudit audit;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private Audits(SlotPool slots, AccessibilityAudit audit) {
        this.slots = slots;
        this.audit = audit;
    }

    /// @param settings of `audit.browser`, such as `slots`
    static Audits with(Map<String, String> settings) throws Exception {
        assumeTrue(
                Files.exists(ENGINES.resolve("node_modules")), "No engines in " + ENGINES + ": deploy/local/prepare");
        var config = new SmallRyeConfigBuilder().addDiscoveredConverters().withMapping(BrowserConfig.class);
        config.withDefaultValue("audit.browser.node", System.getenv("AUDIT_ENGINE_NODE"));
        config.withDefaultValue("audit.browser.spare", "false");
        // Hundreds of pages are asked for at once, and the queue before the database is not there.
        config.withDefaultValue("audit.browser.slot-wait", "1h");
        settings.forEach((name, value) -> config.withDefaultValue("audit.browser." + name, value));
        var browsers = config.build().getConfigMapping(BrowserConfig.class);
        var guard =
                new EgressGuard(
                        List.of(AddressRange.parse("127.0.0.0/8")),
                        name -> {
                            throw new UnknownHostException(name);
                        });
        var sources = new BrowserSources(browsers, Optional.of(Chromium.find(browsers)));
        var slots = new SlotPool(sources, browsers, LIMITS, guard, Blocklist.EMPTY, InstantSource.system());
        var telemetry = new RunTelemetry(TracerProvider.noop().get("test"), new SimpleMeterRegistry());
        var json = new ObjectMapper();
        var witness = Witness.from(ENGINES, json, browsers);
        var engines = PageEngines.from(ENGINES, json);
        return new Audits(slots, new AccessibilityAudit(slots, new PageLoader(browsers), witness, engines, telemetry));
    }

    /// By all engines that look into pages. Begins at once, and waits for a free slot like any scan.
    CompletableFuture<Outcome> audit(String url, PageSettings settings) {
        return audit(url, Set.of(Engine.AXE, Engine.ACCESSLINT, Engine.TANDEM), settings);
    }

    CompletableFuture<Outcome> audit(String url, Set<Engine> engines, PageSettings settings) {
        var claim =
                new Claim(
                        UUID.randomUUID(),
                        1,
                        0,
                        URI.create(url),
                        Device.DESKTOP,
                        engines,
                        settings,
                        Duration.ZERO,
                        null);
        return CompletableFuture.supplyAsync(() -> run(claim), threads);
    }

    SlotPool slots() {
        return slots;
    }

    private Outcome run(Claim claim) {
        try {
            return Outcome.of(List.of(audit.audit(claim, claim.engines())));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        slots.close();
        threads.shutdownNow();
    }
}
