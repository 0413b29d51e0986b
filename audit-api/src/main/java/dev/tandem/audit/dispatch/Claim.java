package dev.tandem.audit.dispatch;

import dev.tandem.audit.scan.Device;
import dev.tandem.audit.scan.Engine;
import java.net.URI;
import java.util.Set;
import java.util.UUID;

/// The right to run a scan, until its lease ends or its epoch is raised.
///
/// @param epoch what every write under this claim must name
/// @param attempts how many attempts have ended before this one
public record Claim(UUID scanId, int epoch, int attempts, URI url, Device device, Set<Engine> engines) {}
