package dev.tandem.audit.run;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// The worker.
@ConfigMapping(prefix = "audit.run")
public interface RunConfig {

    /// Whether this process runs scans at all.
    @WithDefault("true")
    boolean enabled();

    /// The longest that a scan may take before its worker gives it up, waiting for Lighthouse's turn included.
    @WithDefault("10m")
    Duration limit();

    /// How long running scans may go on after the process was told to stop; then they are handed back.
    @WithDefault("2s")
    Duration drain();
}
