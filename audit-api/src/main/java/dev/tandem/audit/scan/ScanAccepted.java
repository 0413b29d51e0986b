package dev.tandem.audit.scan;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Fired after the rows of one scan or of many are committed: whoever dispatches may look for work now instead of at
/// the next tick. Losing it loses nothing but time.
///
/// @param scanId null when it is about many
public record ScanAccepted(@Nullable UUID scanId) {

    /// Many scans were accepted together.
    public static ScanAccepted many() {
        return new ScanAccepted(null);
    }
}
