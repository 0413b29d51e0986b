package dev.tandem.audit.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.audit.browser.BrowserConfig;
import dev.tandem.audit.browser.BrowserFailure;
import dev.tandem.audit.browser.BrowserSources;
import dev.tandem.audit.browser.Chromium;
import dev.tandem.audit.browser.PageLoader;
import dev.tandem.audit.browser.SlotPool;
import dev.tandem.audit.dispatch.Roles;
import dev.tandem.audit.egress.Blocklist;
import dev.tandem.audit.egress.EgressConfig;
import dev.tandem.audit.egress.EgressLimits;
import dev.tandem.audit.engine.PageEngines;
import dev.tandem.audit.lighthouse.EngineConfig;
import dev.tandem.audit.lighthouse.LighthouseLane;
import dev.tandem.audit.lighthouse.Preflight;
import dev.tandem.audit.scan.BrowserName;
import dev.tandem.audit.scan.ScanError;
import dev.tandem.audit.witness.Witness;
import dev.tandem.common.egress.EgressGuard;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a worker works with, built once from the settings and taken down with the process.
@ApplicationScoped
public class Equipment {

    private static final ScanError ENGINES_MISSING =
            new ScanError(
                    "ENGINES_NOT_INSTALLED",
                    "The engines are not installed here; run 'npm ci' in audit-api/engines.",
                    false);

    private final EngineConfig engines;
    private final ObjectMapper json;
    private final BrowserConfig browsers;
    private final EgressGuard guard;
    private final EgressLimits limits;
    private final Blocklist trackers;
    private final RunConfig config;
    private final Roles roles;
    private final RunTelemetry telemetry;
    private @Nullable Chromium chromium;
    private @Nullable ScanError noBrowser;
    private @Nullable BrowserSources sources;
    private @Nullable SlotPool slots;
    private @Nullable LighthouseLane lighthouse;

    Equipment(
            EngineConfig engines,
            BrowserConfig browsers,
            EgressConfig egress,
            ObjectMapper json,
            EgressGuard guard,
            RunConfig config,
            Roles roles,
            RunTelemetry telemetry) {
        this.telemetry = telemetry;
        this.config = config;
        this.roles = roles;
        this.engines = engines;
        this.browsers = browsers;
        this.json = json;
        this.guard = guard;
        limits = EgressLimits.from(egress);
        trackers = Blocklist.from(egress);
    }

    /// A machine without a browser is no reason not to start: the API works, and its scans say what is missing.
    @PostConstruct
    void open() {
        if (!roles.isWorker() || config.stub().isPresent()) {
            return;
        }
        try {
            var found = Chromium.find(browsers);
            if (!found.sandboxed()) {
                Log.warn("Chromium runs without its sandbox, because this process is root's or the setting says so.");
            }
            chromium = found;
            lighthouse =
                    new LighthouseLane(
                            engines,
                            found.executable(),
                            found.sandboxed(),
                            () -> new LighthouseEgress(guard, limits),
                            browsers.temporary(),
                            InstantSource.system());
        } catch (BrowserFailure failure) {
            noBrowser = failure.error();
            Log.error(failure.getMessage());
        }
        sources = new BrowserSources(browsers, chromium());
        slots = new SlotPool(sources, browsers, limits, guard, trackers, InstantSource.system());
        telemetry.watch(slots);
    }

    /// What each lane does with a claim; one that lacks something says so.
    Lanes.Audits audits() {
        if (roles.isWorker() && config.stub().isPresent()) {
            Log.warn("audit.run.stub is set: no page is looked at, every result is made up.");
            var stub = new StubEngine(config.stub().get());
            return new Lanes.Audits(stub::audit, stub::audit);
        }
        var pool = slots;
        var lane = lighthouse;
        var refusal = refusing(noBrowser == null ? ENGINES_MISSING : noBrowser);
        return new Lanes.Audits(pool == null ? refusal : page(pool), lane == null ? refusal : performance(lane));
    }

    private Lanes.Audit performance(LighthouseLane lane) {
        var preflight = new Preflight(guard, limits, engines.lighthouse().maxWaitForPaint());
        var performance = new LighthouseAudit(lane, preflight, json, engines.lighthouse().deadline());
        return (claim, asked) -> performance.audit(claim);
    }

    private Lanes.Audit page(SlotPool pool) {
        try {
            var inPage = PageEngines.from(engines.directory(), json);
            var witness = Witness.from(engines.directory(), json, browsers);
            return new AccessibilityAudit(pool, new PageLoader(browsers), witness, inPage, telemetry)::audit;
        } catch (UncheckedIOException missing) {
            Log.error(missing.getMessage());
            return refusing(ENGINES_MISSING);
        }
    }

    private static Lanes.Audit refusing(ScanError error) {
        return (claim, engines) -> new EngineAnswer.Failure(engines, error, 0);
    }

    /// Starts what the first scan would otherwise wait for. What fails here is told by that scan.
    void warm() {
        try {
            if (lighthouse != null) {
                lighthouse.warm();
            }
            if (slots != null) {
                slots.warm();
            }
        } catch (BrowserFailure failure) {
            Log.warn(failure.getMessage());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /// Browsers that nobody needs, that grew old or that died.
    @Scheduled(every = "15s")
    void tendBrowsers() {
        if (slots != null) {
            slots.tend();
        }
    }

    /// Whether scans are to be taken: not while browsers don't start, for another worker may have better luck.
    boolean isFit() {
        return slots == null || slots.canServe(BrowserName.CHROMIUM);
    }

    /// How many scans may run at once.
    int places() {
        return config.places().orElseGet(browsers::slotCount);
    }

    Optional<Chromium> chromium() {
        return Optional.ofNullable(chromium);
    }

    Optional<BrowserSources> sources() {
        return Optional.ofNullable(sources);
    }

    Optional<SlotPool> slots() {
        return Optional.ofNullable(slots);
    }

    /// Lighthouse's workers take some 400 MB each, also while nobody needs them.
    @Scheduled(every = "1m")
    void retireIdleWorkers() {
        if (lighthouse != null) {
            lighthouse.retireIdle();
        }
    }

    @PreDestroy
    void close() {
        if (lighthouse != null) {
            lighthouse.close();
        }
        if (slots != null) {
            slots.close();
        }
    }
}
