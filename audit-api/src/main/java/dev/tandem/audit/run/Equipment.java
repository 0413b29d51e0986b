package dev.tandem.audit.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.audit.browser.BrowserConfig;
import dev.tandem.audit.browser.BrowserFailure;
import dev.tandem.audit.browser.Chromium;
import dev.tandem.audit.browser.PageLoader;
import dev.tandem.audit.browser.SlotPool;
import dev.tandem.audit.egress.EgressConfig;
import dev.tandem.audit.egress.EgressLimits;
import dev.tandem.audit.egress.EgressProxy;
import dev.tandem.audit.engine.AxeEngine;
import dev.tandem.audit.lighthouse.EgressPort;
import dev.tandem.audit.lighthouse.EngineConfig;
import dev.tandem.audit.lighthouse.LighthouseLane;
import dev.tandem.audit.scan.Engine;
import dev.tandem.common.egress.EgressAllow;
import dev.tandem.common.egress.EgressGuard;
import dev.tandem.common.egress.HostResolver;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// What a worker works with, built once from the settings and taken down with the process.
@ApplicationScoped
public class Equipment {

    private final EngineConfig engines;
    private final ObjectMapper json;
    private final BrowserConfig browsers;
    private final SlotPool slots;
    private final LighthouseLane lighthouse;

    Equipment(
            EngineConfig engines,
            BrowserConfig browsers,
            EgressConfig egress,
            ObjectMapper json,
            @ConfigProperty(name = "tandem.egress.allow") Optional<String> allow)
            throws BrowserFailure {
        this.engines = engines;
        this.browsers = browsers;
        this.json = json;
        var guard = new EgressGuard(EgressAllow.parse(allow.orElse("")), HostResolver.system());
        var limits = EgressLimits.from(egress);
        var chromium = Chromium.find(browsers);
        if (!chromium.sandboxed()) {
            Log.warn("Chromium runs without its sandbox, because this process is root's or the setting says so.");
        }
        slots = new SlotPool(chromium, browsers, limits, guard);
        lighthouse =
                new LighthouseLane(
                        engines,
                        chromium.executable(),
                        chromium.sandboxed(),
                        () -> port(guard, limits),
                        InstantSource.system());
    }

    Map<Engine, ScanRun.Audit> audits() {
        var axe = AxeEngine.from(engines.directory(), json);
        var accessibility = new AccessibilityAudit(slots, new PageLoader(browsers), axe);
        var performance = new LighthouseAudit(lighthouse, json, engines.lighthouse().deadline());
        return Map.of(Engine.AXE, accessibility::audit, Engine.LIGHTHOUSE, performance::audit);
    }

    @Produces
    @Singleton
    SlotPool slots() {
        return slots;
    }

    private static EgressPort port(EgressGuard guard, EgressLimits limits) {
        try {
            var proxy = new EgressProxy(guard);
            return new EgressPort() {
                @Override
                public int port() {
                    return proxy.port();
                }

                @Override
                public AutoCloseable open() {
                    return proxy.begin(limits);
                }
            };
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    /// Lighthouse's workers take some 400 MB each, also while nobody needs them.
    @Scheduled(every = "1m")
    void retireIdleWorkers() {
        lighthouse.retireIdle();
    }

    @PreDestroy
    void close() {
        lighthouse.close();
        slots.close();
    }
}
