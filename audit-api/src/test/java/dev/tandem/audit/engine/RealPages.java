package dev.tandem.audit.engine;

import dev.tandem.audit.browser.BrowserConfig;
import dev.tandem.audit.browser.BrowserFailure;
import dev.tandem.audit.browser.BrowserSources;
import dev.tandem.audit.browser.Chromium;
import dev.tandem.audit.browser.PageLoader;
import dev.tandem.audit.browser.SlotPool;
import dev.tandem.audit.egress.Blocklist;
import dev.tandem.audit.egress.EgressConfig;
import dev.tandem.audit.egress.EgressLimits;
import dev.tandem.common.egress.AddressRange;
import dev.tandem.common.egress.EgressGuard;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What a scan opens its pages with, for tests: real browsers that may reach this machine and nothing else.
final class RealPages {

    private RealPages() {}

    static Path engines() {
        return Path.of(Objects.requireNonNullElse(System.getenv("AUDIT_ENGINE_DIRECTORY"), "engines"));
    }

    static PageLoader loader() {
        return new PageLoader(config(BrowserConfig.class, "audit.browser"));
    }

    static SlotPool pool() throws BrowserFailure {
        var config = config(BrowserConfig.class, "audit.browser");
        var guard =
                new EgressGuard(
                        List.of(AddressRange.parse("127.0.0.0/8")),
                        name -> {
                            throw new UnknownHostException(name);
                        });
        var limits = EgressLimits.from(config(EgressConfig.class, "audit.egress"));
        var sources = new BrowserSources(config, Optional.of(Chromium.find(config)));
        return new SlotPool(sources, config, limits, guard, Blocklist.EMPTY, InstantSource.system());
    }

    /// A short wait for rest, because these pages have nothing to wait for.
    private static <C> C config(Class<C> mapping, String prefix) {
        var node = Objects.requireNonNullElse(System.getenv("PLAYWRIGHT_NODEJS_PATH"), "node");
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(mapping, prefix)
                .withDefaultValue("audit.browser.node", node)
                .withDefaultValue("audit.browser.slots", "4")
                .withDefaultValue("audit.browser.quiet", "100ms")
                .withDefaultValue("audit.browser.spare", "false")
                .build()
                .getConfigMapping(mapping, prefix);
    }
}
