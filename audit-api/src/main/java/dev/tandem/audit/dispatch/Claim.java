package dev.tandem.audit.dispatch;

import dev.tandem.audit.scan.Device;
import dev.tandem.audit.scan.Engine;
import dev.tandem.audit.scan.PageSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The right to run a scan, until its lease ends or its epoch is raised.
///
/// @param epoch what every write under this claim must name
/// @param attempts how many attempts have ended before this one
/// @param waited from the moment that the scan was due until it was claimed, by the database's clock
/// @param traceParent the trace that the scan was asked for in (W3C Trace Context), null when it was in none
public record Claim(
        UUID scanId,
        int epoch,
        int attempts,
        URI url,
        Device device,
        Set<Engine> engines,
        PageSettings settings,
        Duration waited,
        @Nullable String traceParent) {}
