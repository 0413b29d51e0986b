package dev.tandem.audit.run;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// The worker.
@ConfigMapping(prefix = "audit.run")
public interface RunConfig {

    /// The longest that a scan's engines may take, waiting for Lighthouse's turn included. What has not answered by
    /// then is stopped and has failed; the scan has what the others found.
    @WithDefault("10m")
    Duration limit();

    /// How long running scans may go on after the process was told to stop; then they are handed back. Keep it some 15
    /// s below what the platform waits before it kills (30 s in Kubernetes unless set).
    @WithDefault("15s")
    Duration drain();

    /// How many scans run at once; unset: as many as there are browser slots.
    OptionalInt places();

    /// Set only in failure tests and measurements of the queue: no engine runs, and every scan takes this long.
    Optional<Duration> stub();
}
