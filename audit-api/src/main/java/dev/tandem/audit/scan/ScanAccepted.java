package dev.tandem.audit.scan;

import java.util.UUID;

/// Fired after a scan's row is committed: whoever dispatches may look for work now instead of at the next tick. Losing
/// it loses nothing but time.
public record ScanAccepted(UUID scanId) {}
